// What the sweep finds is shown to managers, until it is put right.
import { request } from 'node:https';
import { test } from '@playwright/test';
import { expect, expectAccessible, signIn } from './fixtures';
import { Service } from './service';

const guid = '{7D0C1A52-0000-4000-8000-000000000001}';
const stray = `<RK7Query><RK7CMD CMD="CreateOrder"><Order guid="${guid}" persistentComment="OH-12345678"><Table code="20"/><Station code="1"/><Guests count="1"/></Order></RK7CMD></RK7Query>`;

// atStation asks the simulated station as another program does that works with it.
async function atStation(service: Service, body: string): Promise<string> {
  const [station] = (await (await fetch(`${service.stationUrl}/_sim/restaurants`)).json()) as { url: string }[];
  return new Promise((answered, failed) => {
    const asked = request(new URL('/rk7api/v0/xmlinterface.xml', station!.url), { method: 'POST', auth: 'demo:demo', rejectUnauthorized: false, headers: { 'Content-Type': 'application/xml' } }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString()));
      answer.on('end', () => answered(text));
    });
    asked.on('error', failed);
    asked.end(body);
  });
}

test('an order on the station that nobody knows is shown to managers until it is gone', async ({ page, browser }) => {
  const service = await Service.start('--reconcile-grace=1s', '--reconcile-every=2s');
  try {
    const found = async () => (await service.manager<{ swept_at?: string; items: { kind: string }[] }>('GET', '/v1/discrepancies')).items.map(({ kind }) => kind);
    await service.settle();
    await signIn(page, service.url, 'manager');
    await page.goto(`${service.url}/#/manage/discrepancies`);
    const screen = page.getByRole('region', { name: 'Сверка' });
    await expect(async () => {
      await page.reload();
      await expect(screen).toContainText('Всё сходится', { timeout: 2_000 });
    }).toPass();

    expect(await atStation(service, stray)).toContain('Status="Ok"');
    await expect.poll(found, { timeout: 60_000 }).toEqual(['station_orphan']);
    await page.reload();
    const one = screen.getByRole('article');
    await expect(one).toContainText('На кассе заказ, которого здесь нет');
    await expect(one).toContainText('с нашей пометкой (OH-12345678), которого здесь нет, без блюд.');
    await expect(one).toContainText('Выясните на кассе, ждёт ли его гость; если нет, удалите его там.');
    await expect(one).toContainText('Кассир у станции');
    await expect(one).toContainText(/найдено \d\d:\d\d/);
    await expect(page.getByRole('link', { name: 'Сверка 1' })).toBeVisible();
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await expectAccessible(page, `discrepancies, ${scheme}`);
    }

    // It is told wherever a manager is, and to nobody who manages nothing.
    await page.goto(`${service.url}/#/`);
    await page.getByRole('button', { name: /^Пользователь.*1 расхождение ждёт человека$/ }).click();
    await page.getByRole('menuitem', { name: /^Сверка/ }).click();
    await expect(one).toBeVisible();
    const operator = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
    await signIn(operator, service.url);
    await operator.getByRole('button', { name: /^Пользователь demo$|^Пользователь Demo operator$/ }).click();
    await expect(operator.getByRole('menuitem', { name: 'Меню и стоп-лист' })).toBeVisible();
    await expect(operator.getByRole('menuitem', { name: /^Сверка/ })).toHaveCount(0);

    await fetch(`${service.stationUrl}/_sim/orders/${encodeURIComponent(guid)}/delete`, { method: 'POST' });
    await expect.poll(found, { timeout: 60_000 }).toEqual([]);
    await page.reload();
    await expect(screen).toContainText('Всё сходится');
    await expect(page.getByRole('link', { name: 'Сверка 1' })).toHaveCount(0);
  } finally {
    await service.stop();
  }
});
