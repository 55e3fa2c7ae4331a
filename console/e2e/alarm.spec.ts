import { expect, expectRinging, signIn, test } from './fixtures';

test('a new order alarms at once and stops when a person takes it, in every browser', async ({ service, page, browser }) => {
  await signIn(page, service.url);
  const second = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await signIn(second, service.url, 'manager');
  await expectRinging(page, false);

  const order = await service.submit();
  await expectRinging(page, true);
  await expectRinging(second, true);
  await expect(page).toHaveTitle('(1) Ожидает заказ');
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toContain(encodeURIComponent('>1<'));
  const card = page.getByRole('article', { name: 'Ожидает заказ № 101' });
  await expect(card).toContainText('+7 999 123-45-67');

  await card.getByRole('button', { name: 'Взять' }).click();
  await expectRinging(page, false);
  await expectRinging(second, false);
  expect((await service.read(order.id)).taken_by).toBe('demo');
  await expect(second.getByText('Занимается demo').first()).toBeVisible();
});

test('the melody loops in the audio engine, and a test button plays it', async ({ service, page }) => {
  await page.addInitScript(() => {
    const counts = { started: 0, looped: 0, stopped: 0 };
    Object.assign(window, { sounds: counts });
    const { start, stop } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (...times) {
      counts.started++;
      if (this.loop) counts.looped++;
      start.apply(this, times);
    };
    AudioBufferSourceNode.prototype.stop = function (...times) {
      counts.stopped++;
      stop.apply(this, times);
    };
  });
  const sounds = () => page.evaluate(() => (window as unknown as { sounds: { started: number; looped: number; stopped: number } }).sounds);
  await signIn(page, service.url);
  await page.getByRole('button', { name: 'Звук и уведомления' }).click();
  await page.getByRole('button', { name: 'Проверить звук' }).click();
  await expect.poll(async () => (await sounds()).started).toBe(1);
  const order = await service.submit();
  await expect.poll(async () => (await sounds()).looped).toBe(1);
  await service.operator('POST', `/v1/orders/${order.id}/take`, {});
  await expect.poll(async () => (await sounds()).stopped).toBe(1);
});

test('a browser that blocks sound or notifications is told of in red', async ({ service, browser }) => {
  const context = await browser.newContext({ locale: 'ru-RU', permissions: [] });
  const page = await context.newPage();
  await signIn(page, service.url);
  await page.addInitScript(() => {
    Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });
  });
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: 'не даёт включить звук' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Проверить звук' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'Уведомления' })).toBeVisible();
});

test('the floating button counts the orders and opens the oldest', async ({ service, page, context }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
  await signIn(page, service.url);
  const [floating] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: 'Кнопка поверх всех окон' }).click()]);
  await expect(floating.getByText('Новых заказов нет')).toBeVisible();
  await service.submit();
  await service.submit();
  await expect(floating.getByRole('button')).toContainText('2');
  await floating.getByRole('button').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('№ 101');
});

test('the alarm sounds within a second of the answer to the shop', async ({ service, page }) => {
  await signIn(page, service.url);
  await page.evaluate(() => {
    const heard = { at: 0 };
    Object.assign(window, { heard });
    new MutationObserver(() => {
      if (document.documentElement.dataset.ringing === 'true' && heard.at === 0) heard.at = Date.now();
    }).observe(document.documentElement, { attributes: true });
  });
  await service.submit();
  const answered = Date.now();
  const heard = () => page.evaluate(() => (window as unknown as { heard: { at: number } }).heard.at);
  await expect.poll(heard).toBeGreaterThan(0);
  const latency = (await heard()) - answered;
  test.info().annotations.push({ type: 'latency', description: `${latency} ms` });
  console.log(`201 to alarm: ${latency} ms`);
  expect(latency).toBeLessThan(1000);
});
