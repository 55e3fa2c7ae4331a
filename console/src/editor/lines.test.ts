import { expect, it } from 'vitest';
import type { MenuDish } from '../menu/menu';
import { add, parseQuantity, remove, step } from './lines';

const soup: MenuDish = { plu: '101', name: 'Борщ', price: 32000, available: true };
const items = [{ line_id: '1', plu: '101', name: 'Борщ', quantity: '1', unit_price: 32000 }];

it('adds one more of a dish that is there, else a new line', () => {
  expect(add(items, soup).map((item) => item.quantity)).toEqual(['2']);
  const salad = add(items, { ...soup, plu: '102', name: 'Салат' });
  expect(salad.map((item) => item.line_id)).toEqual(['1', '2']);
  expect(add(items, soup, [{ plu: '501', quantity: '1' }])).toHaveLength(2);
  expect(add([{ ...items[0]!, note: 'острый' }], soup)).toHaveLength(2);
});

it('gives no line an id that another has', () => {
  const odd = [{ ...items[0]!, line_id: '2' }];
  expect(add(odd, { ...soup, plu: '102' }).map((item) => item.line_id)).toEqual(['2', '3']);
});

it('never steps to nothing', () => {
  expect(step(items, '1', -1000)).toEqual(items);
  expect(step([{ ...items[0]!, quantity: '1.5' }], '1', -1000)[0]?.quantity).toBe('0.5');
  expect(remove(items, '1')).toEqual([]);
});

it.each([
  ['2', '2'],
  ['0,35', '0.35'],
  ['1.500', '1.5'],
  ['0', undefined],
  ['1,2345', undefined],
  ['много', undefined],
  ['1001', undefined],
])('reads %s as %s', (typed, read) => {
  expect(parseQuantity(typed)).toBe(read);
});
