// What the alarm should do, as a function of the orders and the time.
import type { Order } from '../api/types';

export type Level = 'quiet' | 'calling' | 'insistent' | 'urgent';

export interface Alarm {
  waiting: number; // all orders nobody has decided
  calling: number; // those of them that nobody is on
  level: Level;
  oldest?: Order; // the first of the calling ones
}

const lastMinute = 60_000;

// isHeld says that somebody is on the order now; a take runs out by itself.
export function isHeld(order: Order, now: number): boolean {
  return Boolean(order.taken_by) && (!order.taken_until || Date.parse(order.taken_until) > now);
}

// postponedUntil is when an order calls again whose guest could not be reached.
// Whoever takes the order ends the pause, and so does the clock.
export function postponedUntil(order: Order, now: number): number | undefined {
  if (order.status !== 'waiting' || order.deadlines.remind_at === undefined) return undefined;
  const again = Date.parse(order.deadlines.remind_at);
  const last = order.history.findLast((entry) => pausing.has(entry.event))?.event;
  return last === 'order.postponed' && again > now ? again : undefined;
}

const pausing = new Set(['order.postponed', 'order.taken', 'order.reminded', 'order.escalated', 'order.released']);

const passed = (moment: string | undefined, now: number) => moment !== undefined && Date.parse(moment) <= now;

export function levelOf(order: Order, now: number): Level {
  if (order.status !== 'waiting' || isHeld(order, now)) return 'quiet';
  const { remind_at, escalate_at, expire_at } = order.deadlines;
  const closing = expire_at !== undefined && Date.parse(expire_at) - now <= lastMinute;
  if (!closing && postponedUntil(order, now) !== undefined) return 'quiet';
  if (order.escalated || passed(escalate_at, now) || closing) return 'urgent';
  return passed(remind_at, now) ? 'insistent' : 'calling';
}

const loudness: Level[] = ['quiet', 'calling', 'insistent', 'urgent'];

// alarmOf rings for every waiting order that nobody is on. An order that was
// announced but not read yet rings already: a slow answer must not cost time.
export function alarmOf(orders: Iterable<Order>, announced: number, now: number): Alarm {
  const alarm: Alarm = { waiting: announced, calling: announced, level: announced > 0 ? 'calling' : 'quiet' };
  for (const order of orders) {
    if (order.status !== 'waiting') continue;
    alarm.waiting++;
    const level = levelOf(order, now);
    if (level === 'quiet') continue;
    alarm.calling++;
    if (loudness.indexOf(level) > loudness.indexOf(alarm.level)) alarm.level = level;
    if (!alarm.oldest || order.created_at < alarm.oldest.created_at) alarm.oldest = order;
  }
  return alarm;
}
