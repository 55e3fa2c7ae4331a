// The scenario of the replaced product, by hand on both screens: the operator's
// and the cashier's.
import type { Page } from '@playwright/test';
import { expect, expectRinging, openStation, signIn, test } from './fixtures';

const orderOfTheOldSite = {
  guest: { sname: 'Анна', phone: '+79991234567', address: 'Арбат, 12, кв. 5' },
  order: {
    type: 1,
    comment: 'Без лука',
    content: [
      { code: 101, quantity: 2 },
      { code: 102, quantity: 1 },
    ],
  },
};

const edit = (station: Page) => station.getByRole('link', { name: /^Редактирование заказа/ });
const quantityOf = (station: Page, dish: string) => station.getByRole('textbox', { name: `Количество: ${dish}` });

test('pink, «Принять», empty on the station, opened there, filled, changed, saved', async ({ service, page, context }) => {
  await service.menuLoaded();
  await signIn(page, service.url);
  const posted = await service.oldSite('postorder', orderOfTheOldSite);
  expect(posted.result, posted.msg).toBe(true);

  // It is pink, says «Ожидает», shows everything, and the notifier calls.
  await expectRinging(page, true);
  const card = page.getByRole('article', { name: /^Ожидает заказ/ });
  await expect(card).toContainText('Ожидает');
  await expect(card).toContainText('+7 999 123-45-67');
  await expect(card).toContainText('Салат Цезарь');
  await expect(card).toContainText('Без лука');
  expect(await card.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe('rgb(255, 240, 246)');
  expect((await service.oldSite(`orderstate?order_id=${posted.order_id}`)).order?.status).toBe(0);

  await card.getByRole('button', { name: 'Взять' }).click();
  await expectRinging(page, false);
  await page.getByRole('button', { name: 'Принять' }).click();
  await expect(page.getByText('На кассе, пока пустой').first()).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole('status').filter({ hasText: 'Откройте заказ' })).toBeVisible();
  expect((await service.oldSite(`orderstate?order_id=${posted.order_id}`)).order?.status).toBe(1);
  const [created] = (await service.stationState()).orders;
  expect(created?.lines).toEqual([]);
  expect(created?.persistent_comment).toContain('Анна');

  // A cashier opens it: the form's script asks for the dishes.
  const station = await openStation(context, service);
  await expect(station.getByRole('article')).toContainText('Пустой');
  await edit(station).click();
  await expect(quantityOf(station, 'Салат Цезарь')).toHaveValue('2');
  await expect(quantityOf(station, 'Борщ')).toHaveValue('1');
  await expect(page.getByText('Блюда на кассе').first()).toBeVisible();

  // The guest wants one salad less and a drink more.
  await quantityOf(station, 'Салат Цезарь').fill('1');
  await station.getByRole('combobox', { name: 'Блюдо' }).selectOption('160');
  await station.getByRole('button', { name: 'Добавить' }).click();
  await expect(quantityOf(station, 'Салат Цезарь')).toHaveValue('1');
  const added = await station.locator('tr', { hasText: '160' }).getByRole('textbox').getAttribute('aria-label');
  await quantityOf(station, 'Борщ').fill('0');
  await station.getByRole('button', { name: 'Сохранить' }).click();
  await expect(station.getByRole('article')).toContainText('Салат Цезарь');

  const saved = (await service.stationState()).orders[0]!;
  expect(saved.lines.map((line) => [line.plu, line.quantity])).toEqual([
    ['101', 1],
    ['160', 1],
  ]);

  // The console shows what is on the station, and what was taken out stays out.
  const onStation = page.getByRole('row').filter({ hasText: added!.replace('Количество: ', '') });
  await expect(onStation).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => (await service.orderOfOldSite()).items_on_pos.map((line) => [line.plu, line.quantity])).toEqual([
    ['101', '1'],
    ['160', '1'],
  ]);
  await edit(station).click();
  await expect(quantityOf(station, 'Салат Цезарь')).toHaveValue('1');
  await expect(quantityOf(station, 'Борщ')).toHaveCount(0);
  expect((await service.stationState()).orders).toHaveLength(1);
  expect((await service.stationState()).unknown).toEqual({});
});

test('a form whose script is not answered says so, and the order can be saved from the console', async ({ service, page, context }) => {
  await service.menuLoaded();
  await fetch(`${service.stationUrl}/_sim/form-script`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"address":"127.0.0.1:9"}' });
  await signIn(page, service.url);
  await service.oldSite('postorder', orderOfTheOldSite);
  await page.getByRole('article').getByRole('button', { name: 'Взять' }).click();
  await page.getByRole('button', { name: 'Принять' }).click();
  await expect(page.getByText('На кассе, пока пустой').first()).toBeVisible({ timeout: 40_000 });
  const station = await openStation(context, service);
  await edit(station).click();
  await expect(station.getByRole('alert')).toHaveText('Minidlv/orderitems. 127.0.0.1:9 Не доступен.');
  await station.getByRole('button', { name: 'Выйти без сохранения' }).click();
  await page.getByRole('button', { name: 'Сохранить на кассу' }).click();
  await expect.poll(async () => (await service.stationState()).orders[0]?.lines.map((line) => line.plu), { timeout: 40_000 }).toEqual(['101', '102']);
});
