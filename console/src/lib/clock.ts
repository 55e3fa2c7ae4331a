// A clock that ticks every second for everything on the screen at once.
import { useSyncExternalStore } from 'react';
import { serverNow } from '../api/client';

let now = serverNow();
let timer = 0;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (listeners.size === 1) {
    now = serverNow();
    timer = window.setInterval(() => {
      now = serverNow();
      listeners.forEach((tick) => tick());
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

// useNow is the service's time in ms, anew every second.
export const useNow = () => useSyncExternalStore(subscribe, () => now);
