import { defineConfig } from '@playwright/test';
import { launchOptions } from './e2e/browser';

// Each test starts the program itself, on free ports and with its own data.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 1,
  retries: 1, // the report calls flaky what needed it
  reporter: [['list']],
  use: {
    actionTimeout: 30_000,
    launchOptions,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    permissions: ['notifications'],
    trace: 'retain-on-failure',
    viewport: { width: 1366, height: 768 },
  },
});
