import { defineConfig } from '@playwright/test';
import { launchOptions } from './e2e/browser';

// The pictures of README and docs/console.md, made of the running program.
export default defineConfig({
  testDir: 'e2e',
  testMatch: 'screenshots.ts',
  timeout: 300_000,
  expect: { timeout: 20_000 },
  workers: 1,
  reporter: [['list']],
  use: {
    actionTimeout: 20_000,
    launchOptions, locale: 'ru-RU', timezoneId: 'Europe/Moscow', permissions: ['notifications'], contextOptions: { reducedMotion: 'reduce' } },
});
