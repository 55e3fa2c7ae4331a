// In Russian there is not an English word on any screen.
import type { Page } from '@playwright/test';
// A service of its own: what other tests leave behind has Latin names.
import { expect, expectAccessible, signIn, test } from './fixtures';

// Names, units and signs that are Latin in Russian, too, and a station's own words.
const allowed =
  /\b(Orderhatch|Temporal|r_keeper|RK7|RK|API|XML|HTTP|HTTPS|TLS|PEM|CSV|GUID|SHA-?256|PLU|ID|Escape|Esc|Enter|Ctrl|Shift|English|https?:\/\/\S+|host|demo|manager|old-site|arbat-1|WEB-\d+|SITE-\d+|DEMO-\d+|Demo (?:shop|operator|manager)|BBQ|RUB|USD|autosize measurement)\b|\b(?:Europe|Asia)\/\w+|https:\/\/|«HTTP Data Port»|«[^»]*коллекции [A-Z]+»|\b[A-Z]\b|\bv?\d+(?:[._]\w+)*\b|[0-9a-f]{8,}/g;

// foreignWords are the Latin words that a person sees or is read out.
async function foreignWords(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { parentElement: at, textContent } = walk.currentNode;
      if (at && textContent && at.checkVisibility() && !at.closest('script, style, code, pre, [data-foreign]')) found.push(textContent);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (!element.checkVisibility()) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
    }
    return found;
  });
  return texts.filter((text) => /[A-Za-z]{2,}/.test(text.replace(allowed, '')));
}

const expectRussian = async (page: Page, where: string) => expect.soft(await foreignWords(page), where).toEqual([]);

test('every screen speaks Russian, also of what went wrong', async ({ service, page }) => {
  await page.goto(service.url);
  await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible();
  await expectRussian(page, 'sign-in');

  const waiting = await service.submit({ service_type: 'delivery', address: { text: 'Арбат, 12' }, items: [{ plu: '999', name: 'Пирог', quantity: '1' }, { plu: '117', quantity: '1' }], callback: { url: 'https://192.168.7.9/status' }, totals: { total: 1 } });
  await service.faults({ command: 'CreateOrder', kind: 'refuse', code: 2176 });
  const stuck = await service.submit();
  await service.operator('POST', `/v1/orders/${stuck.id}/accept`, {});
  await expect.poll(async () => (await service.read(stuck.id)).injection.state, { timeout: 60_000 }).toBe('needs_operator');
  await service.faults();

  await signIn(page, service.url, 'manager');
  const screens = ['', `orders/${waiting.id}`, `orders/${stuck.id}`, 'board/history', 'report', 'manage/people', 'manage/sources', 'manage/callbacks', 'manage/restaurants', 'manage/discrepancies', 'manage/audit', 'menu/arbat-1'];
  for (const screen of screens) {
    await page.goto(`${service.url}/#/${screen}`);
    await expect(page.getByRole('main').getByRole('button').or(page.getByRole('table')).first()).toBeVisible();
    await expect(page.getByRole('main')).not.toBeEmpty();
    await expect(page.locator('.mantine-Loader-root')).toHaveCount(0);
    await expectRussian(page, screen);
  }
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectRussian(page, 'keys');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /на связи|замечание/ }).click();
  await expectRussian(page, 'restaurant');
  await page.getByRole('button', { name: /на связи|замечание/ }).click();

  // The connection test, of a good restaurant and of one where everything is wrong.
  await page.goto(`${service.url}/#/manage/restaurants`);
  await page.getByRole('button', { name: 'Проверить связь' }).click();
  const dialog = page.locator('[role=dialog][aria-modal=true]');
  await expect(dialog).toContainText('Ресторан может принимать заказы', { timeout: 60_000 });
  await expectRussian(page, 'a good restaurant');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Настройки' }).click();
  for (const part of ['Правила заказов', 'Часы работы', 'Заказы без ответа', 'Тревога', 'Коды справочников RK7', 'Лицензия', 'Шифрование', 'API Мини-доставки']) await dialog.getByRole('button', { name: part }).click();
  for (const code of ['Код станции', 'Код стола доставки', 'Официант', 'Причина удаления', 'Модификатор пожелания', 'Тип доставки']) await dialog.getByRole('textbox', { name: new RegExp(`^${code}`) }).fill('77');
  await dialog.getByLabel('Часовой пояс').fill('Asia/Vladivostok');
  await dialog.getByRole('button', { name: 'Проверить связь' }).click();
  await expect(dialog).toContainText('Ресторан пока не может принимать заказы', { timeout: 60_000 });
  await expect(dialog).toContainText('На кассе нет кода 77: столы.');
  await expectRussian(page, 'settings that are wrong');
  await dialog.getByLabel('Адрес XML-интерфейса кассы').fill('https://127.0.0.1:9');
  await dialog.getByRole('textbox', { name: 'Пароль RK7' }).fill('demo');
  await dialog.getByRole('button', { name: 'Проверить связь' }).click();
  await expect(dialog).toContainText('никто не отвечает', { timeout: 60_000 });
  await expectRussian(page, 'nobody there');
  await expectAccessible(page, 'settings');
  await page.keyboard.press('Escape');

  for (const order of [waiting, stuck]) await service.operator('POST', `/v1/orders/${order.id}/cancel`, { reason: { code: 'test_order' } });
});
