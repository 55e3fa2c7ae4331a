import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { Service } from './service';

export { expect };

// test has a running program with an empty board, and stops it afterwards.
export const test = base.extend<{ service: Service }>({
  service: async ({}, use) => {
    const service = await Service.start();
    await service.settle();
    await use(service);
    await service.stop();
  },
});

// withShared has one running program for all its tests, which leave it as it is
// but for orders of their own; it may call back to this machine.
export const withShared = base.extend<object, { service: Service }>({
  service: [
    async ({}, use) => {
      const service = await Service.start('--callback-http', '--callback-networks=127.0.0.0/8');
      await service.settle();
      await service.menuLoaded();
      await use(service);
      await service.stop();
    },
    { scope: 'worker' },
  ],
});

export async function signIn(page: Page, url: string, user = 'demo', password = 'orderhatch-demo') {
  await page.goto(url);
  await page.getByLabel(/^(Имя|Name)/).fill(user);
  await page.getByLabel(/^(Пароль|Password)/).first().fill(password);
  await page.getByRole('button', { name: /^(Войти|Sign in)$/ }).click();
  await expect(page.getByRole('banner')).toBeVisible();
}

// ringing is whether this page makes sound now.
export const ringing = (page: Page) => page.evaluate(() => document.documentElement.dataset.ringing === 'true');

export const expectRinging = (page: Page, value: boolean) => expect.poll(() => ringing(page), { timeout: 20_000 }).toBe(value);

// expectAccessible finds no serious or critical fault on the page.
export async function expectAccessible(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`).slice(0, 4).join('\n  ')}`);
  expect(told, where).toEqual([]);
}

export const openNewest = async (page: Page) => {
  await page.keyboard.press('KeyN');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('№');
};

// openStation is the simulated cash station's screen, beside the console.
export async function openStation(context: BrowserContext, service: Service): Promise<Page> {
  const station = await context.newPage();
  await station.goto(service.stationUrl);
  return station;
}
