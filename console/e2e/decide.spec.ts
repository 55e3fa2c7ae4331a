import { expect, expectRinging, signIn, test } from './fixtures';

const delivery = {
  service_type: 'delivery',
  address: { text: 'Арбат, 12', city: 'Москва', entrance: '2', apartment: '5' },
  items: [
    { line_id: '1', plu: '101', quantity: '1' },
    { line_id: '2', plu: '102', quantity: '2' },
  ],
};

test('an order is taken, edited as the guest wishes, accepted, and reaches the station', async ({ service, page }) => {
  await service.menuLoaded();
  await signIn(page, service.url);
  const order = await service.submit(delivery);
  await page.getByRole('article', { name: /№ 101/ }).getByRole('button', { name: 'Взять' }).click();

  const lines = page.locator('section[aria-label="Блюда"] li');
  await expect(lines).toHaveCount(2);
  await lines.nth(0).getByRole('button', { name: /^Больше/ }).click();
  await lines.nth(1).getByRole('button', { name: /^Убрать/ }).click();
  await expect(lines).toHaveCount(1);
  await page.keyboard.press('Control+KeyZ');
  await expect(lines).toHaveCount(2);
  await lines.nth(1).getByRole('button', { name: /^Пожелание/ }).click();
  await page.keyboard.type('поострее');

  await page.getByRole('button', { name: '+15' }).click();
  await page.getByRole('button', { name: 'Принять' }).click();
  await expect.poll(async () => (await service.read(order.id)).injection.state, { timeout: 40_000 }).toBe('filled');
  const accepted = await service.read(order.id);
  expect(accepted.items_agreed.map((item) => [item.plu, item.quantity, item.note])).toEqual([
    ['101', '2', undefined],
    ['102', '2', 'поострее'],
  ]);
  expect(accepted.confirmed_at).toBeTruthy();
  expect(accepted.items_on_pos.map((line) => [line.plu, line.quantity])).toEqual([
    ['101', '2'],
    ['102', '2'],
  ]);

  await expect(page.getByRole('region', { name: 'В работе', exact: true })).toBeVisible(); // the console has gone back to the board
  await page.goto(`${service.url}/#/orders/${order.id}`);
  await expect(page.getByRole('columnheader', { name: 'На кассе' })).toBeVisible();
  await expect(page.getByText('Блюда на кассе').first()).toBeVisible();
});

test('a dish is found by typing and added with its price', async ({ service, page }) => {
  await service.menuLoaded();
  await signIn(page, service.url);
  const order = await service.submit();
  const { items } = await service.operator<{ items: { plu: string; name: string; price?: number; available: boolean; modifier_groups?: string[] }[] }>('GET', '/v1/restaurants/arbat-1/menu');
  const dish = items.find((one) => one.available && one.plu !== '101' && !one.modifier_groups?.length)!;
  await page.getByRole('article', { name: /№ 101/ }).getByRole('button', { name: 'Взять' }).click();
  await expect(page.getByLabel('Добавить блюдо: название или код')).toBeEnabled();
  await page.keyboard.press('KeyD');
  await page.keyboard.type(dish.plu);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await expect(page.locator('section[aria-label="Блюда"] li')).toHaveCount(2);
  await page.keyboard.press('Control+KeyS');
  await expect.poll(async () => (await service.read(order.id)).items_agreed.map((item) => item.plu)).toEqual(['101', dish.plu]);
  expect((await service.read(order.id)).items_agreed[1]?.unit_price).toBe(dish.price);
});

test('a refusal needs a reason and makes the order «Удалён»', async ({ service, page }) => {
  await signIn(page, service.url);
  const order = await service.submit();
  await page.getByRole('link', { name: /№ 101/ }).click();
  await page.getByRole('button', { name: 'Отменить', exact: true }).click();
  const confirm = page.getByRole('button', { name: 'Отменить заказ' });
  await expect(confirm).toBeDisabled();
  await page.getByRole('radio', { name: 'Гость отказался' }).click();
  await confirm.click();
  await expect.poll(async () => (await service.read(order.id)).status).toBe('rejected');
  expect((await service.read(order.id)).reason?.code).toBe('guest_cancelled');

  await page.getByRole('combobox', { name: 'Статус' }).click();
  await page.getByRole('option', { name: 'Удалён' }).click();
  await expect(page.getByRole('row').filter({ hasText: '101' })).toContainText('Удалён (отказ)');
});

test('two operators: the second sees who is on it, and a stale edit shows what changed', async ({ service, page, browser }) => {
  const order = await service.submit(delivery);
  await signIn(page, service.url);
  const other = await (await browser.newContext({ locale: 'ru-RU', viewport: { width: 1366, height: 768 } })).newPage();
  await signIn(other, service.url, 'manager');

  await page.getByRole('article', { name: /№ 101/ }).getByRole('button', { name: 'Взять' }).click();
  await other.goto(`${service.url}/#/orders/${order.id}`);
  await expect(other.getByText('Занимается demo').first()).toBeVisible();
  await expect(other.getByRole('button', { name: 'Принять' })).toBeDisabled();

  const line = (view: typeof page) => view.locator('section[aria-label="Блюда"] li').first();
  await line(page).getByRole('button', { name: /^Больше/ }).click();
  await line(other).getByRole('button', { name: /^Больше/ }).click();
  await line(other).getByRole('button', { name: /^Больше/ }).click();
  await other.keyboard.press('Control+KeyS');
  await expect.poll(async () => (await service.read(order.id)).items_agreed[0]?.quantity).toBe('3');
  const conflict = page.getByRole('alert').filter({ hasText: 'изменил manager' });
  await expect(conflict).toContainText('было 1, стало 3');
  await conflict.getByRole('button', { name: 'Взять его вариант' }).click();
  await expect(line(page).getByRole('textbox', { name: /^Количество/ })).toHaveValue('3');
});

test('double presses accept once', async ({ service, page }) => {
  await signIn(page, service.url);
  const order = await service.submit();
  await page.getByRole('article', { name: /№ 101/ }).getByRole('button', { name: 'Взять' }).click();
  await page.getByRole('button', { name: 'Принять' }).dblclick();
  await expect.poll(async () => (await service.read(order.id)).status).toBe('accepted');
  const history = (await service.read(order.id)).history.filter((entry) => entry.event === 'order.accepted');
  expect(history).toHaveLength(1);
});

test('a guest who does not answer keeps the order waiting quietly, until it is time to call again', async ({ service, page }) => {
  await signIn(page, service.url);
  const order = await service.submit();
  const card = page.getByRole('article', { name: /№ 101/ });
  await expectRinging(page, true);
  await card.getByRole('button', { name: 'Взять' }).click();
  await expect(page.getByRole('button', { name: 'Не дозвонились' })).toBeEnabled();
  await page.keyboard.press('KeyU');
  await page.getByRole('menuitem', { name: 'через 15 минут' }).click();
  await expect(page.getByText(/^Заказ № 101 позовёт снова в \d\d:\d\d$/)).toBeVisible();
  await expect(card.getByRole('timer')).toContainText(/Позвонить снова в \d\d:\d\d, через 14:\d\d/);
  await expectRinging(page, false);
  const now = await service.read(order.id);
  expect([now.status, now.taken_by, now.operator_note]).toEqual(['waiting', undefined, expect.stringMatching(/^Не дозвонились в \d\d:\d\d$/)]);
  expect(Date.parse(now.deadlines.remind_at!) - Date.now()).toBeGreaterThan(14 * 60_000);

  // Whoever takes it ends the pause.
  await card.getByRole('button', { name: 'Взять' }).click();
  await page.getByRole('button', { name: 'Отпустить' }).click();
  await expectRinging(page, true);
});

test('the guest wants it later: the time is changed on the order, before and after it is accepted', async ({ service, page }) => {
  await signIn(page, service.url);
  const order = await service.submit({ timing: { mode: 'scheduled', expected_at: new Date(Date.now() + 30 * 3_600_000).toISOString() } });
  await page.goto(`${service.url}/#/orders/${order.id}`);
  const due = page.getByTitle('Изменить время');
  await due.click();
  await page.getByRole('combobox', { name: 'День' }).click();
  await page.getByRole('option').nth(3).click();
  await page.getByRole('textbox', { name: 'Время' }).fill('1930');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(due).toContainText('19:30');
  const in3days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Moscow' }).format(Date.now() + 72 * 3_600_000);
  expect((await service.read(order.id)).timing?.expected_at).toBe(`${in3days}T16:30:00Z`);

  await page.getByRole('button', { name: /^Взять/ }).first().click();
  await expect(page.getByText('Заказ у вас')).toBeVisible();
  await page.keyboard.press('KeyA');
  await expect(page.getByRole('region', { name: 'Отложены', exact: true })).toContainText('19:30'); // the console has gone back to the board
  const released = (await service.read(order.id)).deadlines.release_at!;
  await page.goto(`${service.url}/#/orders/${order.id}`);
  await due.click();
  await page.getByRole('textbox', { name: 'Время' }).fill('nonsense');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Например, 18:30')).toBeVisible();
  await page.getByRole('textbox', { name: 'Время' }).fill('20:00');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect.poll(async () => (await service.read(order.id)).timing?.expected_at).toBe(`${in3days}T17:00:00Z`);
  expect(Date.parse((await service.read(order.id)).deadlines.release_at!) - Date.parse(released)).toBe(30 * 60_000);
});

test('everything by keyboard', async ({ service, page }) => {
  await signIn(page, service.url);
  const order = await service.submit();
  await expect(page.getByRole('article', { name: /№ 101/ })).toBeVisible();
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog')).toContainText('Взять заказ');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('№ 101');
  await page.keyboard.press('KeyT');
  await expect.poll(async () => (await service.read(order.id)).taken_by).toBe('demo');
  await expect(page.getByText('Заказ у вас')).toBeVisible();
  await page.keyboard.press('KeyA');
  await expect.poll(async () => (await service.read(order.id)).status).toBe('accepted');

  const second = await service.submit();
  await expect(page.getByRole('article', { name: 'Ожидает заказ № 102' })).toBeVisible();
  await page.keyboard.press('KeyN');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('№ 102');
  await page.keyboard.press('KeyX');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Digit4');
  await page.getByRole('radio', { name: 'Слишком много заказов', checked: true }).waitFor();
  await page.getByRole('button', { name: 'Отменить заказ' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await service.read(second.id)).reason?.code).toBe('too_busy');
});
