// Settings of this browser, shared by all its tabs.
import { useCallback, useSyncExternalStore } from 'react';

const changed = 'orderhatch:stored';

export function readStored<T>(name: string, fallback: T): T {
  try {
    const text = localStorage.getItem(`orderhatch.${name}`);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function writeStored<T>(name: string, value: T) {
  try {
    localStorage.setItem(`orderhatch.${name}`, JSON.stringify(value));
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  window.dispatchEvent(new Event(changed));
}

function subscribe(listener: () => void) {
  window.addEventListener('storage', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(changed, listener);
  };
}

// useStored is a text or number that outlives the page.
export function useStored<T extends string | number | boolean>(name: string, fallback: T): [T, (value: T) => void] {
  const value = useSyncExternalStore(subscribe, () => readStored(name, fallback));
  const set = useCallback((next: T) => writeStored(name, next), [name]);
  return [value, set];
}
