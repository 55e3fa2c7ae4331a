import { useSyncExternalStore } from 'react';
import { noFilter, type BoardFilter } from './filter';

let filter = noFilter;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setFilter(part: Partial<BoardFilter>) {
  filter = { ...filter, ...part };
  listeners.forEach((listener) => listener());
}

// useBoardFilter outlives the board, so that coming back from an order finds it
// as it was left.
export const useBoardFilter = () => ({ filter: useSyncExternalStore(subscribe, () => filter), setFilter });
