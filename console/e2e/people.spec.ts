import { expect, expectAccessible, signIn, test } from './fixtures';
import { Service } from './service';
import { test as plain } from '@playwright/test';

test('wrong passwords are refused, and a session ends when it is left', async ({ service, page }) => {
  await page.goto(service.url);
  await page.getByLabel('Имя').fill('demo');
  await page.getByLabel('Пароль').first().fill('not the password');
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByRole('alert')).toHaveText('Неверное имя или пароль.');
  await signIn(page, service.url);
  await page.reload();
  await expect(page.getByRole('banner')).toBeVisible();
  await page.getByRole('button', { name: /^Пользователь/ }).click();
  await page.getByRole('menuitem', { name: 'Выйти' }).click();
  await expect(page.getByRole('heading', { name: 'Вход' })).toBeVisible();
});

test('a change without the token of the page is refused', async ({ service, page }) => {
  const order = await service.submit();
  await signIn(page, service.url);
  const status = await page.evaluate(async (id) => (await fetch(`/v1/orders/${id}/accept`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status, order.id);
  expect(status).toBe(403);
  expect((await service.read(order.id)).status).toBe('waiting');
});

test('who may only read sees orders but no buttons; operators see no settings', async ({ service, page, browser }) => {
  await service.manager('POST', '/v1/users', { id: 'screen', name: 'Экран', role: 'read_only', password: 'screen-password' });
  const order = await service.submit();
  await signIn(page, service.url, 'screen', 'screen-password');
  const card = page.getByRole('article', { name: /№ 101/ });
  await expect(card).toBeVisible();
  await expect(card.getByRole('button', { name: 'Взять' })).toHaveCount(0);
  await page.goto(`${service.url}/#/orders/${order.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Принять' })).toHaveCount(0);

  const operator = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await signIn(operator, service.url);
  await operator.getByRole('button', { name: /^Пользователь/ }).click();
  await expect(operator.getByRole('menuitem', { name: 'Меню и стоп-лист' })).toBeVisible();
  await expect(operator.getByRole('menuitem', { name: 'Настройки' })).toHaveCount(0);
});

test('both languages', async ({ service, page }) => {
  await service.submit();
  await signIn(page, service.url);
  await expect(page.getByRole('heading', { name: /^Ожидают/ })).toBeVisible();
  await page.getByRole('button', { name: /^Пользователь/ }).click();
  await page.getByText('English').click();
  await expect(page.getByRole('heading', { name: /^Waiting/ })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Take' })).toBeVisible();
});

test('managers add people and keys, and take dishes off sale', async ({ service, page }) => {
  await service.menuLoaded();
  await signIn(page, service.url, 'manager');
  await page.goto(`${service.url}/#/manage/people`);
  await page.getByRole('button', { name: 'Добавить сотрудника' }).click();
  await page.getByLabel('Имя', { exact: false }).first().fill('olga');
  await page.getByLabel('Имя и фамилия').fill('Ольга');
  await page.getByLabel('Пароль').first().fill('olga-password');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Ольга' })).toBeVisible();

  await page.goto(`${service.url}/#/manage/sources`);
  await page.getByRole('button', { name: 'Ключи' }).first().click();
  await page.getByRole('button', { name: 'Создать ключ' }).click();
  const key = (await page.getByTestId('new-key').textContent()) ?? '';
  await expect.poll(async () => (await fetch(`${service.url}/v1/orders`, { headers: { Authorization: `Bearer ${key.trim()}` } })).status).toBe(200);

  await page.goto(`${service.url}/#/menu/arbat-1`);
  await page.getByRole('button', { name: 'Снять на час' }).first().click();
  await expect(page.getByText(/снято с продажи до/).first()).toBeVisible();

  // A modifier goes off, and comes back, like a dish.
  await page.getByRole('searchbox').fill('30 см');
  const size = page.getByRole('row', { name: /30 см/ });
  await size.getByRole('button', { name: 'Снять на час' }).click();
  await expect(size).toContainText('снято');
  await size.getByRole('button', { name: 'Вернуть' }).click();
  await expect(size.getByRole('button', { name: 'Снять на час' })).toBeVisible();
});

test('no screen has a serious accessibility fault', async ({ service, page }) => {
  await service.menuLoaded();
  await page.goto(service.url);
  await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible();
  await expectAccessible(page, 'sign-in');
  const order = await service.submit();
  await signIn(page, service.url, 'manager');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto(`${service.url}/#/`);
    await expect(page.getByRole('article').first()).toBeVisible();
    await expectAccessible(page, `board, ${scheme}`);
    await page.goto(`${service.url}/#/orders/${order.id}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, `order, ${scheme}`);
    for (const path of ['board/history', 'manage/people', 'manage/sources', 'manage/callbacks', 'manage/restaurants', 'manage/discrepancies', 'manage/audit', 'menu/arbat-1', 'report']) {
      await page.goto(`${service.url}/#/${path}`);
      await expect(page.getByRole('main').getByRole('button').or(page.getByRole('table')).first()).toBeVisible();
      await expectAccessible(page, `${path}, ${scheme}`);
    }
  }
});

plain('a new owner goes from nothing to a test order on the board', async ({ page }) => {
  const simulated = await Service.start(); // lends its simulated station
  const service = await Service.start('--setup');
  try {
    const restaurants = (await (await fetch(`${simulated.stationUrl}/_sim/restaurants`)).json()) as { url: string; cert_sha256: string }[];
    const station = restaurants[0]!;
    await page.goto(service.url);
    await page.getByLabel('Код первого запуска').fill('first-start-token');
    await page.getByLabel('Имя', { exact: false }).last().fill('owner');
    await page.getByLabel('Пароль').first().fill('owner-password');
    await page.getByRole('button', { name: 'Дальше' }).click();

    await page.getByLabel('Код ресторана').fill('first');
    await page.getByLabel('Название').fill('Первый');
    await page.getByLabel('Адрес XML-интерфейса кассы').fill(station.url);
    await page.getByLabel('Отпечаток сертификата').fill(station.cert_sha256);
    await page.getByLabel('Пользователь RK7').fill('demo');
    await page.getByLabel('Пароль RK7').first().fill('demo');
    await page.getByLabel('Код станции').fill('1');
    await page.getByLabel('Код стола доставки').fill('20');
    await page.getByLabel('Причина удаления').fill('3');
    await page.getByRole('button', { name: 'Проверить связь' }).click();
    await expect(page.getByText('Ресторан может принимать заказы')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Дальше' }).click();
    await expect(page.getByText(/^Загружено \d+/)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Дальше' }).click();
    await page.getByRole('button', { name: 'Создать ключ' }).click();
    await page.getByRole('button', { name: 'Дальше' }).click();
    await page.getByRole('button', { name: 'Отправить проверочный заказ' }).click();
    await expect(page.getByRole('article')).toContainText('ПРОВЕРКА');
  } finally {
    await service.stop();
    await simulated.stop();
  }
});
