// Money, times and quantities as people read them.

export type Language = 'ru' | 'en';

const locales: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };

export const locale = (language: string) => locales[language as Language] ?? locales.ru;

const moneyFormats = new Map<string, Intl.NumberFormat>();

// money writes minor units; whole amounts go without kopecks.
export function money(minor: number, currency: string, language: string): string {
  const whole = minor % 100 === 0;
  const key = `${currency} ${language} ${whole}`;
  let format = moneyFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale(language), {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: whole ? 0 : 2,
      maximumFractionDigits: 2,
    });
    moneyFormats.set(key, format);
  }
  return format.format(minor / 100);
}

const two = (n: number) => String(n).padStart(2, '0');

// duration writes a length of time as a clock does: 4:07, 1:04:07.
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const clockFormats = new Map<string, Intl.DateTimeFormat>();

function clockFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let format = clockFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale(language), options);
    clockFormats.set(key, format);
  }
  return format;
}

// clock is the time of day; other days than today carry their date.
export function clock(moment: string | number, language: string, zone?: string, now = Date.now()): string {
  const at = new Date(moment);
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: zone };
  const time = clockFormat(language, { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
  const date = clockFormat(language, day);
  return date.format(at) === date.format(now) ? time : `${date.format(at)}, ${time}`;
}

export function dateTime(moment: string | number, language: string, zone?: string): string {
  return clockFormat(language, { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(moment));
}

export function date(moment: string | number, language: string, zone?: string): string {
  return clockFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(new Date(moment));
}

// quantity writes "0.350" the way the language does.
export function quantity(text: string, language: string): string {
  const plain = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  return language === 'ru' ? plain.replace('.', ',') : plain;
}

// phone groups a Russian number; others are shown as they came.
export function phone(text: string): string {
  const digits = text.replace(/\D/g, '');
  const local = digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : '';
  if (!local) return text;
  return `+7 ${local.slice(0, 3)} ${local.slice(3, 6)}-${local.slice(6, 8)}-${local.slice(8)}`;
}

export function telephoneLink(text: string): string {
  const digits = text.replace(/[^\d+]/g, '');
  return `tel:${digits.length === 11 && digits.startsWith('8') ? `+7${digits.slice(1)}` : digits}`;
}

// weekday writes a date as people say it: вт, 24 ноября.
export function weekday(day: string, language: string): string {
  return clockFormat(language, { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}
