// The time promised to the guest.
import type { Order } from '../api/types';
import { dayAfter, momentAt, readClock, wallTime } from '../lib/zoned';

const minute = 60_000;
const grid = 5 * minute;

// openingPromise is what the guest asked for; nothing for as soon as possible.
export function openingPromise(order: Order): number | undefined {
  const expected = order.timing?.expected_at;
  return expected ? Date.parse(expected) : undefined;
}

// postponed adds minutes to the promise, or to now, on a five-minute grid.
export function postponed(promise: number | undefined, minutes: number, now: number): number {
  if (promise !== undefined && promise > now) return promise + minutes * minute;
  return Math.ceil((now + minutes * minute) / grid) * grid;
}

// isMeanwhile: a moment that has passed cannot be promised.
export const isMeanwhile = (promise: number, now: number) => promise <= now;

// atClock is the next moment the clock shows the given time.
export function atClock(text: string, now: number, zone?: string): number | undefined {
  const time = readClock(text);
  if (time === undefined) return undefined;
  const { date } = wallTime(now, zone);
  const today = momentAt({ date, time }, zone);
  return today > now ? today : momentAt({ date: dayAfter(date, 1), time }, zone);
}
