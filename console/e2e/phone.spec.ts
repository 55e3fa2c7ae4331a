// On a phone nothing that can be pressed is out of reach.
import type { Page } from '@playwright/test';
import { expect, signIn, withShared as test } from './fixtures';

test.use({ viewport: { width: 390, height: 844 } });

// outOfReach are the buttons, links and fields that stand beside the screen.
const outOfReach = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, a, input')]
      .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }))
      .map((one) => ({ box: one.getBoundingClientRect(), words: one.textContent || one.getAttribute('aria-label') || one.outerHTML.slice(0, 80) }))
      .filter(({ box }) => box.width > 1 && (box.right > innerWidth + 1 || box.left < -1))
      .map(({ words }) => words),
  );

test('every button of every screen is on the screen', async ({ service, page }) => {
  const order = await service.submit({
    service_type: 'delivery',
    guest: { name: 'Екатерина Волкова-Преображенская', phone: '+79991234567', persons: 3 },
    address: { text: 'Гоголевский бульвар, 25', city: 'Москва', entrance: '2', apartment: '15' },
    items: [{ line_id: '1', plu: '120', quantity: '1', modifiers: [{ plu: '512', quantity: '1' }] }],
    callback: { url: 'https://192.168.7.9/status' },
  });
  await signIn(page, service.url, 'manager');
  const screens = ['', `orders/${order.id}`, 'board/attention', 'board/history', 'report', 'manage/people', 'manage/sources', 'manage/callbacks', 'manage/restaurants', 'manage/discrepancies', 'manage/audit', 'menu/arbat-1'];
  for (const screen of screens) {
    await page.goto(`${service.url}/#/${screen}`);
    await expect(page.getByRole('main').getByRole('button').or(page.getByRole('tab')).first()).toBeVisible();
    await expect(page.locator('.mantine-Loader-root')).toHaveCount(0);
    expect.soft(await outOfReach(page), screen).toEqual([]);
  }
  await service.operator('POST', `/v1/orders/${order.id}/cancel`, { reason: { code: 'test_order' } });
});
