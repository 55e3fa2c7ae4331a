// How a restaurant is, in one word and a colour.
import type { Restaurant } from '../api/types';

export type StationWord = 'online' | 'offline' | 'notReady' | 'paused' | 'busy' | 'licenceSoon';

export interface StationState {
  tone: 'good' | 'warn' | 'bad';
  word: StationWord;
}

const month = 30 * 24 * 3600 * 1000;

export function stateOf(one: Restaurant, now = Date.now()): StationState {
  const { online, ready, licence_until: licence } = one.readiness;
  if (!online) return { tone: 'bad', word: 'offline' };
  if (!ready) return { tone: 'bad', word: 'notReady' };
  if (licence && Date.parse(licence) - now < month) return { tone: 'warn', word: 'licenceSoon' };
  return { tone: 'good', word: 'online' };
}
