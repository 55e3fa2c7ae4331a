// Values of the log of changes, as people know them.
import type { i18n, TFunction } from 'i18next';
import type { Span } from '../api/manage';
import { dateTime, money } from '../lib/format';

export interface Speaker {
  t: TFunction;
  language: i18n;
  restaurant: (id: string) => string;
}

// groups are where the words of a field's values stand, by the field's last name.
const groups: Record<string, string> = { mode: 'value', fill: 'fill', unanswered: 'outcome', role: 'role', 'licence.mode': 'licenceMode' };

const moments = /(^|\.)(until|expires_at|old_expires_at)$/;

// valueWords says a value; what nobody has words for is shown as it is.
export function valueWords(field: string, value: unknown, speaker: Speaker): string {
  const { t, language } = speaker;
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
  if (typeof value !== 'string') return field.endsWith('.below') ? money(Number(value), 'RUB', language.language) : String(value);
  const last = field.split('.').at(-1) ?? field;
  const key = `${groups[field] ?? groups[last]}.${value}`;
  if (language.exists(key)) return t(key as 'value.yes');
  if (moments.test(field) && !Number.isNaN(Date.parse(value))) return dateTime(value, language.language);
  const list = value.startsWith('[') ? listOf(value) : undefined;
  return list ? listWords(last, list, speaker) : value;
}

// listOf reads a list; undefined for one that was cut short.
function listOf(text: string): unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function listWords(last: string, list: unknown[], { t, language, restaurant }: Speaker): string {
  if (last === 'hours') return (list as Span[]).map((span) => spanWords(span, t)).join('; ');
  const one = (value: unknown) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (last === 'restaurants') return restaurant(text);
    return language.exists(`scope.${text}`) ? t(`scope.${text}` as 'scope.read') : text;
  };
  return list.map(one).join(', ') || t('value.none');
}

const wholeWeek = 7;

// spanWords are working hours on a line: Mon, Tue 10:00–23:00.
function spanWords({ days, from, to }: Span, t: TFunction): string {
  const every = !days?.length || days.length === wholeWeek;
  return `${every ? t('hours.every') : days.map((day) => t(`day.${day as 'mon'}`)).join(', ')} ${from}–${to}`;
}
