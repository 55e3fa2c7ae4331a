// The slip of paper, and the window on top of all others.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, signIn, withShared as test } from './fixtures';

test('the slip is the order and nothing else, 80 mm wide', async ({ service, page }) => {
  const order = await service.submit({
    service_type: 'delivery',
    guest: { name: 'Анна', phone: '+79991234567', persons: 2 },
    address: { text: 'Арбат, 12', city: 'Москва', entrance: '2', floor: '4', apartment: '5' },
    note: 'Без лука',
    items: [
      { line_id: '1', plu: '101', quantity: '2', unit_price: 45000, note: 'соус отдельно' },
      { line_id: '2', plu: '120', quantity: '1', unit_price: 52000, modifiers: [{ plu: '512', quantity: '1', unit_price: 15000 }] },
    ],
    payments: [{ type: 'cash', state: 'due', amount: 157000 }],
    change_from: 200000,
  });
  await page.addInitScript(() => (window.print = () => Object.assign(window, { printed: true })));
  await signIn(page, service.url);
  await page.goto(`${service.url}/#/orders/${order.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('KeyP');
  await expect.poll(() => page.evaluate(() => 'printed' in window)).toBe(true);

  await page.emulateMedia({ media: 'print' });
  const slip = page.locator('.slip');
  await expect(slip).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  for (const words of [`№ ${order.display_id}`, 'Арбат', 'Доставка', '+7 999 123-45-67', 'Анна', '2 персоны', 'подъезд 2', 'Салат Цезарь', '(соус отдельно)', '30 см', 'Без лука', 'Сдача с 2 000 ₽', 'Оплата при получении']) {
    await expect(slip).toContainText(words.replaceAll(' ', ' '), { useInnerText: true });
  }
  const box = (await slip.boundingBox())!;
  expect(box.width).toBeLessThanOrEqual(80 * 3.78);
  const wide = await slip.evaluate((paper) => [...paper.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > paper.getBoundingClientRect().right + 1).map((part) => part.textContent));
  expect(wide, 'nothing is cut off at the right').toEqual([]);

  // It is text on one page of a printer's paper.
  const paper = await page.pdf({ width: '80mm', height: '200mm', printBackground: true });
  const folder = await mkdtemp(join(tmpdir(), 'orderhatch-slip-'));
  try {
    const file = join(folder, 'slip.pdf');
    await writeFile(file, paper);
    expect((await readFile(file)).toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
    const told = await promisify(execFile)('pdftotext', ['-layout', file, '-']).catch(() => undefined);
    if (told) expect(told.stdout).toContain('Салат Цезарь');
  } finally {
    await rm(folder, { recursive: true });
  }
  await service.operator('POST', `/v1/orders/${order.id}/cancel`, { reason: { code: 'test_order' } });
});

test('the window on top of all others is a real picture-in-picture where the browser has it', async ({ service, page }) => {
  await signIn(page, service.url);
  const has = await page.evaluate(() => 'documentPictureInPicture' in window);
  test.skip(!has, 'this browser has no Document Picture-in-Picture');
  await page.getByRole('button', { name: 'Кнопка поверх всех окон' }).click();
  const inside = () => page.evaluate(() => (window as unknown as { documentPictureInPicture: { window: Window | null } }).documentPictureInPicture.window?.document.body.innerText ?? '');
  await expect.poll(inside).toContain('Новых заказов нет');
  const order = await service.submit();
  await expect.poll(inside).toContain('Ожидает заказ');
  await page.evaluate(() => (window as unknown as { documentPictureInPicture: { window: Window } }).documentPictureInPicture.window.document.querySelector('button')!.click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`№ ${order.display_id}`);
  await page.getByRole('button', { name: 'Убрать кнопку поверх окон' }).click();
  await expect.poll(inside).toBe('');
  await service.operator('POST', `/v1/orders/${order.id}/cancel`, { reason: { code: 'test_order' } });
});
