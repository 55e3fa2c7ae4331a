import { expect, it } from 'vitest';
import { anOrder } from '../testing';
import { alarmOf, levelOf, postponedUntil } from './state';

const now = Date.parse('2026-11-23T09:02:00Z');
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();

it('is quiet when nothing waits', () => {
  expect(alarmOf([anOrder({ status: 'accepted' })], 0, now)).toEqual({ waiting: 0, calling: 0, level: 'quiet' });
});

it('rings for an order that was announced before it could be read', () => {
  expect(alarmOf([], 1, now)).toEqual({ waiting: 1, calling: 1, level: 'calling' });
});

it.each([
  ['calling', { remind_at: at(10), escalate_at: at(60) }],
  ['insistent', { remind_at: at(-1), escalate_at: at(60) }],
  ['urgent', { remind_at: at(-90), escalate_at: at(-1) }],
  ['urgent', { expire_at: at(59) }],
  ['calling', { expire_at: at(61) }],
] as const)('is %s with the deadlines %o', (level, deadlines) => {
  expect(levelOf(anOrder({ deadlines }), now)).toBe(level);
});

it('is urgent once the service has escalated, whatever this clock says', () => {
  expect(levelOf(anOrder({ escalated: true, deadlines: { remind_at: at(100) } }), now)).toBe('urgent');
});

it('stops while somebody is on it and rings again when that runs out', () => {
  const taken = anOrder({ taken_by: 'olga', taken_until: at(30) });
  expect(alarmOf([taken], 0, now)).toMatchObject({ waiting: 1, calling: 0, level: 'quiet' });
  expect(alarmOf([taken], 0, now + 30_000)).toMatchObject({ waiting: 1, calling: 1, level: 'calling' });
});

it('takes the loudest level and the oldest order', () => {
  const old = anOrder({ id: 'old', created_at: at(-100), deadlines: { remind_at: at(5) } });
  const late = anOrder({ id: 'late', created_at: at(-50), deadlines: { expire_at: at(20) } });
  const alarm = alarmOf([late, old], 0, now);
  expect(alarm.level).toBe('urgent');
  expect(alarm.oldest?.id).toBe('old');
});

it('is quiet until the guest is to be called again, unless the source gives up before', () => {
  const history = [{ at: at(-9), actor: 'user:olga', event: 'order.postponed' }];
  const postponed = anOrder({ history, deadlines: { remind_at: at(600), escalate_at: at(900) } });
  expect(levelOf(postponed, now)).toBe('quiet');
  expect(postponedUntil(postponed, now)).toBe(now + 600_000);
  expect(levelOf(postponed, now + 600_000)).toBe('insistent');
  expect(levelOf(anOrder({ history, deadlines: { remind_at: at(600), expire_at: at(50) } }), now)).toBe('urgent');
  const taken = anOrder({ history: [...history, { at: at(-5), actor: 'user:anna', event: 'order.taken' }], deadlines: { remind_at: at(600) } });
  expect(postponedUntil(taken, now)).toBeUndefined();
});
