import { expect, it } from 'vitest';
import { anOrder } from '../testing';
import { lineSum, sums, times, total } from './amounts';
import { duration, money, phone, quantity, telephoneLink } from './format';

it('counts as the service does', () => {
  expect(times(101, '0.5')).toBe(51); // half away from zero
  expect(lineSum({ plu: '1', quantity: '2', unit_price: 100, modifiers: [{ plu: '2', quantity: '3', unit_price: 10 }] })).toBe(260);
  expect(lineSum({ plu: '1', quantity: '2' })).toBeUndefined();
  expect(sums([{ plu: '1', quantity: '1', unit_price: 1000 }], { charges: [{ amount: 300 }], discounts: [{ amount: 50 }] })).toMatchObject({ total: 1250, partial: false });
  expect(total(anOrder({ totals: { total: 99 } }))).toBe(99);
  expect(total(anOrder({ totals: { total: 99 }, items_agreed: [] }))).toBe(0);
});

it('writes for people', () => {
  expect(money(45000, 'RUB', 'ru').replaceAll('\u00a0', ' ')).toBe('450 ₽');
  expect(money(45050, 'RUB', 'ru').replaceAll('\u00a0', ' ')).toBe('450,50 ₽');
  expect(duration(3_847_000)).toBe('1:04:07');
  expect(duration(-5)).toBe('0:00');
  expect(quantity('0.350', 'ru')).toBe('0,35');
  expect(phone('89991234567')).toBe('+7 999 123-45-67');
  expect(phone('+44 20 7946 0000')).toBe('+44 20 7946 0000');
  expect(telephoneLink('8 (999) 123-45-67')).toBe('tel:+79991234567');
});
