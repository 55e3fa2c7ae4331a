import { beforeEach, expect, it, vi } from 'vitest';
import { rescue } from './rescue';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('sessionStorage', { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value) });
});

it('loads a broken page anew, at most once a minute', () => {
  const reload = vi.fn();
  expect(rescue(100_000, reload)).toBe(true);
  expect(rescue(130_000, reload)).toBe(false);
  expect(rescue(160_000, reload)).toBe(true);
  expect(reload).toHaveBeenCalledTimes(2);
});
