import { expect, it } from 'vitest';
import { sortOrders } from '../order/place';
import { postponed, atClock, openingPromise } from '../order/promise';
import { anOrder } from '../testing';
import { matches, noFilter } from './filter';

it('puts orders in their places, the oldest first', () => {
  const sorted = sortOrders([
    anOrder({ id: 'young', created_at: '2026-11-23T09:01:00Z' }),
    anOrder({ id: 'old' }),
    anOrder({ id: 'held', status: 'scheduled' }),
    anOrder({ id: 'work', status: 'ready' }),
    anOrder({ id: 'stuck', status: 'accepted', injection: { state: 'needs_operator', attempts: 1 } }),
    anOrder({ id: 'wish', status: 'in_work', cancel_request: { at: '', reason: { code: 'other' } } }),
  ]);
  expect(Object.fromEntries(Object.entries(sorted).map(([place, orders]) => [place, orders.map((order) => order.id)]))).toEqual({
    waiting: ['old', 'young'],
    held: ['held'],
    working: ['work'],
    attention: ['stuck', 'wish'],
  });
});

it.each([
  ['web-1', true],
  ['анна', true],
  ['8 999 123', true],
  ['4567', true],
  ['45', false],
  ['пётр', false],
])('search for %s: %s', (text, found) => {
  expect(matches(anOrder({ guest: { name: 'Анна', phone: '+7 (999) 123-45-67' } }), { ...noFilter, text })).toBe(found);
});

it('promises times on a five-minute grid', () => {
  const now = new Date(2026, 10, 23, 12, 3, 20).getTime();
  const clockOf = (moment: number | undefined) => new Date(moment ?? 0).toTimeString().slice(0, 5);
  expect(clockOf(postponed(undefined, 15, now))).toBe('12:20');
  expect(clockOf(postponed(postponed(undefined, 15, now), 5, now))).toBe('12:25');
  expect(clockOf(atClock('11:00', now))).toBe('11:00');
  expect(atClock('11:00', now)).toBeGreaterThan(now);
  expect(clockOf(atClock('1930', now))).toBe('19:30');
  expect(atClock('25:00', now)).toBeUndefined();
  expect(openingPromise(anOrder())).toBeUndefined();
});
