// What the sweep found, in the order people need it.
import type { Discrepancy } from '../api/manage';

const seriousness = { left: 0, parked: 1, repaired: 2 } as const satisfies Record<Discrepancy['outcome'], number>;

// byNeed puts what waits for somebody first and what is settled last, the newest
// first among the same.
export const byNeed = (found: Discrepancy[]) =>
  [...found].sort((a, b) => seriousness[a.outcome] - seriousness[b.outcome] || Date.parse(b.seen_at) - Date.parse(a.seen_at));

// left counts what nobody has seen to. Parked orders stand on the board already.
export const left = (found: Discrepancy[]) => found.filter(({ outcome }) => outcome === 'left').length;
