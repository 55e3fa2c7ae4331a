// The time promised to the guest.
import type { Order } from '../api/types';

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
export function atClock(text: string, now: number): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):?(\d{2})$/.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  return at.getTime() > now ? at.getTime() : at.getTime() + 24 * 60 * minute;
}
