import { expect, it } from 'vitest';
import type { Discrepancy } from '../api/manage';
import { byNeed, left } from './found';

const one = (outcome: Discrepancy['outcome'], minute: number): Discrepancy => ({ kind: 'station_orphan', outcome, message: `${outcome} ${minute}`, seen_at: `2026-11-24T12:0${minute}:00Z` });

it('shows first what waits for somebody, then the newest', () => {
  const found = [one('repaired', 5), one('left', 1), one('parked', 2), one('left', 3)];
  expect(byNeed(found).map(({ message }) => message)).toEqual(['left 3', 'left 1', 'parked 2', 'repaired 5']);
  expect(found[0]?.outcome, 'the answer itself stays as it came').toBe('repaired');
});

it('counts only what nobody has seen to', () => {
  expect(left([one('repaired', 5), one('left', 1), one('parked', 2)])).toBe(1);
  expect(left([])).toBe(0);
});
