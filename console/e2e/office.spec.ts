// What managers look after.
import { expect, signIn, withShared as test } from './fixtures';
import { Receiver } from './receiver';

test('a failing receiver is seen, and is sent everything again once it works', async ({ service, page }) => {
  const receiver = await Receiver.start();
  try {
    receiver.status = 404;
    const order = await service.submit({ callback: { url: receiver.url } });
    await service.operator('POST', `/v1/orders/${order.id}/cancel`, { reason: { code: 'test_order' } });
    await signIn(page, service.url, 'manager');
    await page.goto(`${service.url}/#/manage/callbacks/demo`);
    const first = page.getByRole('row').filter({ hasText: `№ ${order.external_id}` }).filter({ hasText: 'Поступил' });
    await expect(first).toContainText('Отправляется');
    await expect(first).toContainText('получатель ответил 404');
    await expect(first).toContainText(/следующая попытка \d\d:\d\d/);

    await first.getByRole('button', { name: 'Поступил' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('404');
    await expect(dialog).toContainText('"event": "order.submitted"');
    receiver.status = 200;
    await dialog.getByRole('button', { name: 'Отправить снова' }).click();
    await expect.poll(() => receiver.got.map(({ event }) => event)).toEqual(['order.submitted', 'order.rejected']);
    await page.keyboard.press('Escape');
    await expect(first).toContainText('Доставлено');

    // An address that is not allowed is given up at once; the dead letters of a
    // source are sent again together.
    const dead = await service.submit({ callback: { url: 'https://192.168.7.9/status' } });
    await service.operator('POST', `/v1/orders/${dead.id}/cancel`, { reason: { code: 'test_order' } });
    await page.getByRole('combobox', { name: 'Состояние' }).click();
    await page.getByRole('option', { name: 'Не доставлено' }).click();
    const gone = page.getByRole('row').filter({ hasText: `№ ${dead.external_id}` });
    await expect(gone).toHaveCount(2);
    await expect(gone.first()).toContainText('внутреннюю или особую сеть');
    await page.getByRole('button', { name: 'Отправить снова все недоставленные' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить снова' }).click();
    await expect(page.getByText('Отправляем снова 2 уведомления')).toBeVisible();
    const tries = async () => {
      const { items } = await service.manager<{ items: { id: string }[] }>('GET', `/v1/callbacks?order=${dead.id}`);
      return Promise.all(items.map(async ({ id }) => (await service.manager<{ tries: object[] }>('GET', `/v1/callbacks/${id}`)).tries.length));
    };
    await expect.poll(tries).toEqual([2, 2]);
  } finally {
    receiver.stop();
  }
});

test('an address is tried before a site uses it', async ({ service, page }) => {
  const receiver = await Receiver.start();
  try {
    await signIn(page, service.url, 'manager');
    await page.goto(`${service.url}/#/manage/callbacks/demo`);
    await page.getByRole('button', { name: 'Проверить адрес' }).click();
    await page.getByLabel('Адрес получателя').fill(receiver.url);
    await page.getByRole('button', { name: 'Отправить', exact: true }).click();
    const answer = page.getByRole('dialog').getByRole('status');
    await expect(answer).toContainText('Код ответа 200');
    expect(receiver.got.map(({ event }) => event)).toEqual(['test']);
    receiver.status = 500;
    await page.getByRole('button', { name: 'Отправить', exact: true }).click();
    await expect(answer).toContainText('получатель ответил 500');
  } finally {
    receiver.stop();
  }
});

test('a key is replaced with a time in which both work, and limited to what it is for', async ({ service, page }) => {
  const works = async (key: string, path = '/v1/orders?limit=1') => (await fetch(service.url + path, { headers: { Authorization: `Bearer ${key}` } })).status;
  await service.manager('POST', '/v1/sources', { id: 'kiosk', name: 'Киоск' });
  await signIn(page, service.url, 'manager');
  await page.goto(`${service.url}/#/manage/sources`);
  await page.getByRole('row').filter({ hasText: 'Киоск' }).getByRole('button', { name: 'Ключи' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Ключей нет.');
  await dialog.getByLabel('Для чего новый ключ').fill('Основной');
  await dialog.getByRole('checkbox', { name: 'читать меню' }).uncheck();
  await dialog.getByRole('button', { name: 'Создать ключ' }).click();
  const made = dialog.getByTestId('new-key');
  const first = (await made.textContent())!.trim();
  expect([await works(first), await works(first, '/v1/restaurants')]).toEqual([200, 403]);
  const row = dialog.getByRole('row').filter({ hasText: 'Основной' });
  await expect(row.first()).toContainText('присылать заказы · читать свои заказы · отменять');

  await row.first().getByRole('button', { name: 'Заменить' }).click();
  await page.getByRole('menuitem', { name: '24 часа' }).click();
  await expect(made).not.toHaveText(first);
  const second = (await made.textContent())!.trim();
  expect([await works(first), await works(second)]).toEqual([200, 200]);
  await expect(row.filter({ hasText: 'действует до' })).toHaveCount(1);
  await row.filter({ hasText: 'действует до' }).getByRole('button', { name: 'Отозвать' }).click();
  await page.getByRole('dialog', { name: 'Отозвать ключ?' }).getByRole('button', { name: 'Отозвать' }).click();
  await expect.poll(() => works(first)).toBe(401);
  expect(await works(second)).toBe(200);
  await page.reload();

  await page.goto(`${service.url}/#/manage/audit`);
  await expect(page.getByRole('row').filter({ hasText: 'Заменён ключ' })).toContainText('manager');
  await expect(page.getByRole('row').filter({ hasText: 'Добавлен источник' })).toContainText('Киоск');
});

test('working hours are set by the restaurant’s clock, and pauses end at a time', async ({ service, page }) => {
  await signIn(page, service.url, 'manager');
  await page.goto(`${service.url}/#/manage/restaurants`);
  await page.getByRole('button', { name: 'Настройки' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Часы работы' }).click();
  await expect(dialog).toContainText('круглосуточно');
  await dialog.getByRole('button', { name: 'Добавить часы' }).click();
  await expect(dialog).toContainText('Europe/Moscow');
  await dialog.getByText('Вс', { exact: true }).click();
  await dialog.getByLabel('До', { exact: true }).fill('0130');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toBeHidden();
  const settings = () => service.manager<{ hours?: object[] }>('GET', '/v1/restaurants/arbat-1/settings');
  expect((await settings()).hours).toEqual([{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '10:00', to: '01:30' }]);

  await page.getByRole('button', { name: 'Настройки' }).click();
  await dialog.getByRole('button', { name: 'Часы работы' }).click();
  await dialog.getByLabel('С', { exact: true }).fill('утром');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText(/Что-то заполнено неверно.*часы работы/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Убрать эти часы' }).click();
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toBeHidden();
  expect((await settings()).hours ?? []).toEqual([]);

  // The log says it as people do.
  await page.goto(`${service.url}/#/manage/audit`);
  await expect(page.getByRole('row').filter({ hasText: 'часы работы: Пн, Вт, Ср, Чт, Пт, Сб 10:00–01:30' })).toContainText('Изменены настройки ресторана');

  await page.goto(`${service.url}/#/menu/arbat-1`);
  const soon = new Date(Date.now() + 95 * 60_000);
  const clock = new Intl.DateTimeFormat('ru-RU', { timeZone: 'Europe/Moscow', hour: '2-digit', minute: '2-digit' }).format(soon);
  await page.getByLabel(/^До какого времени/).fill(clock);
  await page.getByLabel(/^До какого времени/).press('Enter');
  await page.getByRole('button', { name: `до ${clock}` }).click();
  await expect(page.getByRole('main').getByRole('status')).toContainText(`до ${clock}`);
  const [paused] = await service.restaurants();
  expect(Math.abs(Date.parse(paused!.availability.until!) - soon.getTime())).toBeLessThan(61_000);
  await page.getByRole('button', { name: 'Принимаем' }).click();
  await expect(page.getByRole('main').getByRole('status')).toHaveText('идёт');

  await page.getByRole('button', { name: 'Снять до…' }).first().click();
  await page.getByRole('button', { name: 'До конца дня' }).click();
  await expect(page.getByText(/снято с продажи до/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Вернуть' }).click();
});

test('an address for alarms is kept unseen, and can be forgotten', async ({ service, page }) => {
  const host = async () => (await service.manager<{ alarms?: { webhook_host?: string } }>('GET', '/v1/restaurants/arbat-1/settings')).alarms?.webhook_host;
  await signIn(page, service.url, 'manager');
  await page.goto(`${service.url}/#/manage/restaurants`);
  const dialog = page.getByRole('dialog');
  const address = dialog.getByLabel('Адрес для тревог');
  const open = async () => {
    await page.getByRole('button', { name: 'Настройки' }).click();
    await dialog.getByRole('button', { name: 'Тревога' }).click();
  };
  const save = async () => {
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await expect(dialog).toBeHidden();
  };

  await open();
  await address.fill('https://alarms.example/token-1');
  await save();
  expect(await host()).toBe('alarms.example');

  await open();
  await expect(address).toHaveValue('');
  await expect(address).toHaveAttribute('placeholder', 'сохранён: alarms.example');
  await save();
  expect(await host()).toBe('alarms.example');

  await open();
  await dialog.getByRole('button', { name: 'Забыть сохранённый адрес' }).click();
  await expect(address).toHaveAttribute('placeholder', 'https://');
  await save();
  expect(await host()).toBeUndefined();
});
