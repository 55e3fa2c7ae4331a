import { expect, signIn, test } from './fixtures';

test('with on_save the order stays empty until «Сохранить»', async ({ service, page }) => {
  await service.changeSettings((settings) => {
    settings.orders = { ...settings.orders, fill: 'on_save' };
  });
  await signIn(page, service.url);
  const order = await service.submit({ items: [{ line_id: '1', plu: '101', quantity: '1' }] });
  await page.getByRole('article', { name: /№ 101/ }).getByRole('button', { name: 'Взять' }).click();
  await page.getByRole('button', { name: 'Принять' }).click();
  await expect(page.getByText('На кассе, пока пустой').first()).toBeVisible({ timeout: 40_000 });
  expect((await service.read(order.id)).items_on_pos).toEqual([]);

  await page.locator('section[aria-label="Блюда"] li').first().getByRole('button', { name: /^Больше/ }).click();
  await page.getByRole('button', { name: 'Сохранить на кассу' }).click();
  await expect.poll(async () => (await service.read(order.id)).injection.state, { timeout: 40_000 }).toBe('filled');
  expect((await service.read(order.id)).items_on_pos.map((line) => [line.plu, line.quantity])).toEqual([['101', '2']]);
});

test('a station that is down is shown, and the order goes when it is back', async ({ service, page }) => {
  await signIn(page, service.url);
  await service.faults({ kind: 'offline' });
  const order = await service.submit();
  await page.getByRole('article', { name: /№ 101/ }).getByRole('button', { name: 'Взять' }).click();
  await page.getByRole('button', { name: 'Принять' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'не отвечает' })).toBeVisible({ timeout: 60_000 });
  await service.faults();
  await expect.poll(async () => (await service.read(order.id)).injection.state, { timeout: 90_000 }).toBe('filled');
  await expect(page.getByRole('status').filter({ hasText: 'не отвечает' })).toBeHidden({ timeout: 60_000 });
});

test('an order that needs a person says why, and goes on when it is tried again', async ({ service, page }) => {
  await signIn(page, service.url);
  await service.faults({ command: 'CreateOrder', kind: 'refuse', code: 2176 });
  const order = await service.submit();
  await page.getByRole('article', { name: /№ 101/ }).getByRole('button', { name: 'Взять' }).click();
  await page.getByRole('button', { name: 'Принять' }).click();
  await expect.poll(async () => (await service.read(order.id)).injection.state, { timeout: 60_000 }).toBe('needs_operator');
  const attention = page.getByRole('region', { name: 'Требуют внимания', exact: true });
  await expect(attention.getByRole('article')).toContainText('Что делать');
  await expect(attention.getByRole('article')).toContainText('Кто исправит');
  await service.faults();
  await attention.getByRole('button', { name: 'Повторить' }).click();
  await expect.poll(async () => (await service.read(order.id)).injection.state, { timeout: 60_000 }).toBe('filled');
  await expect(attention.getByRole('article')).toBeHidden();
});

test('the console comes back by itself after the service was killed', async ({ service, page }) => {
  await signIn(page, service.url);
  await service.kill();
  await expect(page.getByRole('alert').filter({ hasText: 'Нет связи с сервером' })).toBeVisible();
  await service.launch();
  await expect(page.getByRole('alert').filter({ hasText: 'Нет связи с сервером' })).toBeHidden({ timeout: 30_000 });
  await service.submit();
  await expect(page.getByRole('article', { name: /№ 101/ })).toBeVisible();
});

test('the ordinary delivery life is led by buttons', async ({ service, page }) => {
  await signIn(page, service.url);
  const order = await service.submit();
  await service.operator('POST', `/v1/orders/${order.id}/accept?wait=filled`, {});
  await page.goto(`${service.url}/#/orders/${order.id}`);
  for (const [button, status] of [
    ['Готовится', 'in_work'],
    ['Готов', 'ready'],
    ['Выполнен', 'completed'],
  ] as const) {
    await page.getByRole('toolbar').getByRole('button', { name: button, exact: true }).click();
    await expect.poll(async () => (await service.read(order.id)).status).toBe(status);
  }
});

test('a source that wants an accepted order cancelled is answered with a no', async ({ service, page }) => {
  await signIn(page, service.url);
  const order = await service.submit();
  await service.operator('POST', `/v1/orders/${order.id}/accept?wait=filled`, {});
  await service.ask('POST', `/v1/orders/${order.id}/cancel`, 'demo-source-key', { reason: { code: 'guest_cancelled' } });
  const card = page.getByRole('region', { name: 'Требуют внимания', exact: true }).getByRole('article');
  await expect(card).toContainText('Источник просит отменить заказ');
  await card.getByRole('button', { name: 'Не отменять' }).click();
  await page.getByRole('radio', { name: 'Другое' }).click();
  await page.getByLabel('Какая причина?').fill('Заказ уже готов');
  await page.getByRole('dialog').getByRole('button', { name: 'Не отменять' }).click();
  await expect.poll(async () => (await service.read(order.id)).cancel_request?.answer?.confirmed).toBe(false);
  await expect(card).toBeHidden();
});
