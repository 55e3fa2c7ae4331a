import { expect, it } from 'vitest';
import { dayAfter, momentAt, readClock, wallTime } from './zoned';

it.each(['Europe/Moscow', 'Asia/Vladivostok', 'America/New_York', 'Asia/Kolkata', 'UTC'])('goes to %s and back', (zone) => {
  for (let moment = Date.parse('2026-01-01T00:07:00Z'); moment < Date.parse('2027-01-01T00:00:00Z'); moment += 37 * 3_600_000) {
    const back = momentAt(wallTime(moment, zone), zone);
    // The hour that a clock shows twice in autumn may be either.
    expect([0, 3_600_000]).toContain(Math.abs(back - moment));
    expect(wallTime(back, zone)).toEqual(wallTime(moment, zone));
  }
});

it('knows the restaurant’s midnight', () => {
  expect(wallTime(Date.parse('2026-11-24T21:30:00Z'), 'Europe/Moscow')).toEqual({ date: '2026-11-25', time: '00:30' });
  expect(momentAt({ date: '2026-11-25', time: '00:30' }, 'Europe/Moscow')).toBe(Date.parse('2026-11-24T21:30:00Z'));
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
});

it('reads times as people type them', () => {
  expect(['9:30', '0930', '21.05', ' 7:00 '].map(readClock)).toEqual(['09:30', '09:30', '21:05', '07:00']);
  expect(['', '25:00', '12:60', 'noon', '12'].map(readClock)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
