import { expect, it } from 'vitest';
import { choose, choiceOf, complete, modifiersOf, shortageOf } from './choice';
import type { MenuDish, MenuGroup } from './menu';
import { search } from './search';

const dish = (plu: string, name: string, available = true): MenuDish => ({ plu, name, available });
const dishes = [dish('101', 'Цезарь с курицей'), dish('102', 'Куриный суп'), dish('103', 'Ёжики мясные'), dish('104', 'Курник', false)];

it('finds by the start of any word, what can be sold first', () => {
  expect(search(dishes, 'кур').map((one) => one.plu)).toEqual(['102', '101', '104']);
  expect(search(dishes, 'ежик').map((one) => one.plu)).toEqual(['103']);
  expect(search(dishes, '101').map((one) => one.plu)).toEqual(['101']);
  expect(search(dishes, '  ')).toEqual([]);
});

const size: MenuGroup = { id: 's', name: 'Размер', min: 1, max: 1, modifiers: [{ plu: 'a', name: 'A', available: true }, { plu: 'b', name: 'B', price: 100, available: true }] };
const extras: MenuGroup = { id: 'e', name: 'Добавки', min: 0, max: 2, modifiers: [{ plu: 'c', name: 'C', available: true }] };

it('keeps to the limits of groups', () => {
  expect(complete([size, extras], {})).toBe(false);
  const chosen = choose(size, choose(size, {}, 'a', 1), 'b', 1);
  expect(chosen).toEqual({ s: { b: 1 } });
  expect(complete([size, extras], chosen)).toBe(true);
  expect(shortageOf(extras, choose(extras, {}, 'c', 3))).toBe('many');
});

it('reads and writes modifiers of a line, and leaves foreign ones alone', () => {
  const before = [{ plu: 'x', quantity: '1' }, { plu: 'a', quantity: '1' }];
  expect(choiceOf([size], before)).toEqual({ s: { a: 1 } });
  expect(modifiersOf([size], { s: { b: 1 } }, before)).toEqual([{ plu: 'x', quantity: '1' }, { plu: 'b', name: 'B', quantity: '1', unit_price: 100 }]);
});
