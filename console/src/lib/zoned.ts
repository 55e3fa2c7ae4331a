// Times of day in a restaurant's zone, whatever zone this computer is in.
const minute = 60_000;

export interface WallTime {
  date: string; // 2026-11-24
  time: string; // 09:30
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string | undefined): Intl.DateTimeFormat {
  const key = zone ?? '';
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(key, known);
  }
  return known;
}

// wallTime is what clock and calendar show in a zone.
export function wallTime(moment: number, zone?: string): WallTime {
  const part = Object.fromEntries(format(zone).formatToParts(moment).map(({ type, value }) => [type, value]));
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

// momentAt is the moment a clock in a zone shows a date and time. What the clock
// skips in spring is taken for an hour later.
export function momentAt({ date, time }: WallTime, zone?: string): number {
  const asUTC = Date.parse(`${date}T${time}:00Z`);
  const ahead = (moment: number) => {
    const shown = wallTime(moment, zone);
    return Date.parse(`${shown.date}T${shown.time}:00Z`) - Math.floor(moment / minute) * minute;
  };
  const guess = asUTC - ahead(asUTC);
  return asUTC - ahead(guess);
}

// readClock reads what people type for a time of day: 9:30, 0930, 21.05.
export function readClock(text: string): string | undefined {
  const [, hours, minutes] = /^(\d{1,2})[:.]?(\d{2})$/.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

// dayAfter is the date some days after another.
export const dayAfter = (date: string, days: number) => new Date(Date.parse(`${date}T12:00:00Z`) + days * 24 * 60 * minute).toISOString().slice(0, 10);
