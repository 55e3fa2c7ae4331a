// How a restaurant is, in one word and a colour.
import type { Restaurant } from '../api/types';

export type StationWord = 'online' | 'offline' | 'notReady' | 'paused' | 'busy' | 'closed' | 'warning' | 'licenceSoon';

export interface StationState {
  tone: 'good' | 'warn' | 'bad';
  word: StationWord;
}

const month = 30 * 24 * 3600 * 1000;

export function stateOf(one: Restaurant, now = Date.now()): StationState {
  const { online, ready, warnings, licence_until: licence } = one.readiness;
  const { mode, open } = one.availability;
  if (mode === 'paused') return { tone: 'warn', word: 'paused' };
  if (!online) return { tone: 'bad', word: 'offline' };
  if (!ready) return { tone: 'bad', word: 'notReady' };
  if (licence && Date.parse(licence) - now < month) return { tone: 'warn', word: 'licenceSoon' };
  if (mode === 'busy') return { tone: 'warn', word: 'busy' };
  if (!open) return { tone: 'warn', word: 'closed' };
  if (warnings?.length) return { tone: 'warn', word: 'warning' };
  return { tone: 'good', word: 'online' };
}
