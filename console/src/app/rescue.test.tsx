// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import i18next from 'i18next';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLanguage } from '../i18n';
import { Rescue } from './Rescue';
import { rescue } from './rescue';

beforeEach(() => sessionStorage.clear());

describe('rescue', () => {
  it('loads the page anew at most once a minute', () => {
    const reload = vi.fn();
    expect(rescue(100_000, reload)).toBe(true);
    expect(rescue(130_000, reload)).toBe(false);
    expect(rescue(160_000, reload)).toBe(true);
    expect(reload).toHaveBeenCalledTimes(2);
  });
});

describe('Rescue', () => {
  beforeAll(async () => {
    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
    window.matchMedia = (() => ({ matches: false, addEventListener() {}, removeEventListener() {} })) as never;
    await startLanguage();
    await i18next.changeLanguage('ru');
  });

  it('says what to do instead of showing nothing', () => {
    sessionStorage.setItem('orderhatch-reloaded', String(Date.now())); // no second reload
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const place = document.createElement('div');
    const Broken = () => { throw new Error('a part is gone'); };
    act(() => createRoot(place).render(<MantineProvider><Rescue><Broken /></Rescue></MantineProvider>));
    expect(place.textContent).toContain('Консоль остановилась');
    expect(place.querySelector('button')).not.toBeNull();
  });
});
