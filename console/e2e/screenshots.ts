import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './fixtures';
import { sampleOrders } from './sampleorders';
import { Service, until } from './service';

const folder = resolve('../docs/images');
const sizes = { desktop: { width: 1440, height: 900 }, tablet: { width: 820, height: 1180 }, wall: { width: 1920, height: 1080 } };

async function shot(page: Page, name: string, size: keyof typeof sizes = 'desktop', scheme: 'light' | 'dark' = 'light') {
  await page.setViewportSize(sizes[size]);
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400); // for dialogs to have faded in
  await page.screenshot({ path: `${folder}/console-${name}.png` });
}

test('pictures of the console', async ({ service, page }) => {
  await mkdir(folder, { recursive: true });
  await service.menuLoaded();
  const { items: menu } = await service.operator<{ items: Parameters<typeof sampleOrders>[0] }>('GET', '/v1/restaurants/arbat-1/menu');
  const samples = sampleOrders(menu, 12);

  await page.setViewportSize(sizes.desktop);
  await page.goto(service.url);
  await signIn(page, service.url, 'manager');

  // Some orders are done, some in work, one needs a person, the rest wait.
  const open = samples.slice(6);
  for (const [i, order] of samples.slice(0, 6).entries()) {
    const made = await service.submit(order);
    if (i === 5) await service.faults({ command: 'CreateOrder', kind: 'refuse', code: 2176 });
    await service.operator('POST', `/v1/orders/${made.id}/accept${i < 5 ? '?wait=filled' : ''}`, { confirmed_at: new Date(Date.now() + (30 + i * 8) * 60_000).toISOString() });
    if (i < 3) await service.operator('POST', `/v1/orders/${made.id}/status`, { status: (['in_work', 'ready', 'in_work'] as const)[i] });
    if (i === 5) await until(60_000, async () => (await service.read(made.id)).injection.state === 'needs_operator');
  }
  await service.faults();
  const refused = await service.submit({ ...samples[0], external_id: 'SITE-2000', display_id: '476' });
  await service.operator('POST', `/v1/orders/${refused.id}/cancel`, { reason: { code: 'guest_cancelled' } });
  const held = await service.submit({ ...samples[1], external_id: 'SITE-2001', display_id: '477', timing: { mode: 'scheduled', expected_at: new Date(Date.now() + 5 * 3_600_000).toISOString() } });
  await service.operator('POST', `/v1/orders/${held.id}/accept`, {});
  const waiting = [];
  for (const order of open) waiting.push(await service.submit(order));

  await page.goto(`${service.url}/#/`);
  await expect(page.getByRole('article').nth(5)).toBeVisible();
  await shot(page, 'board', 'desktop');
  await shot(page, 'board-dark', 'desktop', 'dark');
  await shot(page, 'board-wall', 'wall');
  await shot(page, 'board-tablet', 'tablet');

  const order = waiting[1]!;
  await page.setViewportSize(sizes.desktop);
  await page.goto(`${service.url}/#/orders/${order.id}`);
  await expect(page.getByRole('button', { name: 'Взять' })).toBeVisible();
  await page.keyboard.press('KeyT');
  await expect(page.getByText('Заказ у вас')).toBeVisible();
  await page.locator('section[aria-label="Блюда"] li').first().getByRole('button', { name: /^Больше/ }).click();
  await page.getByRole('button', { name: '+10' }).click();
  await shot(page, 'order');
  const withChoice = menu.find((dish) => dish.available && dish.modifier_groups?.length);
  if (withChoice) {
    await page.keyboard.press('KeyD');
    await page.keyboard.type(withChoice.name.slice(0, 4).toLowerCase());
    await page.getByRole('option').first().waitFor();
    await shot(page, 'add-dish');
    await page.getByLabel('Добавить блюдо: название или код').fill('');
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('KeyX');
  await page.getByRole('radio').first().click();
  await shot(page, 'cancel');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shot(page, 'keys');
  await page.keyboard.press('Escape');

  const { items: accepted } = await service.operator<{ items: { id: string; injection: { state: string } }[] }>('GET', '/v1/orders?status=accepted,in_work,ready&limit=50');
  await page.goto(`${service.url}/#/orders/${accepted.find((one) => one.injection.state === 'filled')!.id}`);
  await expect(page.getByRole('columnheader', { name: 'На кассе' })).toBeVisible();
  await shot(page, 'filled');
  await page.goto(`${service.url}/#/orders/${accepted.find((one) => one.injection.state === 'needs_operator')!.id}`);
  await expect(page.getByText('Что делать')).toBeVisible();
  await shot(page, 'attention');

  for (const [path, name] of [
    ['board/history', 'history'],
    ['report', 'report'],
    ['manage/people', 'people'],
    ['manage/sources', 'sources'],
    ['menu/arbat-1', 'menu'],
  ] as const) {
    await page.goto(`${service.url}/#/${path}`);
    await expect(page.getByRole('table').or(page.getByRole('heading', { level: 3 })).or(page.getByRole('img')).first()).toBeVisible();
    await shot(page, name);
  }
  await page.goto(`${service.url}/#/manage/restaurants`);
  await page.getByRole('button', { name: 'Проверить связь' }).click();
  await expect(page.getByText(/Ресторан (может|пока)/)).toBeVisible({ timeout: 60_000 });
  await shot(page, 'examine');
  await page.keyboard.press('Escape');
  await page.goto(`${service.url}/#/`);
  await page.getByRole('button', { name: 'Звук и уведомления' }).click();
  await shot(page, 'alarm');
  await page.keyboard.press('Escape');
  await page.addInitScript(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
  await page.reload();
  const [floating] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: 'Кнопка поверх всех окон' }).click()]);
  await expect(floating.getByRole('button')).toBeVisible();
  await floating.setViewportSize({ width: 300, height: 110 });
  await floating.screenshot({ path: `${folder}/console-floating.png` });
});

test('pictures of the first start', async ({ page }) => {
  const service = await Service.start('--setup');
  try {
    await page.goto(service.url);
    await expect(page.getByLabel('Код первого запуска')).toBeVisible();
    await shot(page, 'setup', 'desktop');
  } finally {
    await service.stop();
  }
});
