// The time a report is about.
import type { Shift } from '../api/manage';

export const spans = ['today', 'yesterday', 'week'] as const;

export type Span = (typeof spans)[number];

const midnight = (moment: number) => new Date(moment).setHours(0, 0, 0, 0);

// shiftOf counts days of this computer's zone; calendar days, not 24 hours, so
// that the change to summer time makes no gap.
export function shiftOf(span: Span, now: number): Shift {
  const today = new Date(midnight(now));
  const day = (offset: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset).toISOString();
  switch (span) {
    case 'today':
      return { from: day(0), to: day(1) };
    case 'yesterday':
      return { from: day(-1), to: day(0) };
    case 'week':
      return { from: day(-6), to: day(1) };
  }
}
