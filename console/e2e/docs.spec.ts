import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';

// The API's own pages: read an operation, paste a key, try it, get a real answer.
test('an integrator tries the API with a key', async ({ page, service }) => {
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).host));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await service.menuLoaded();

  await page.goto(`${service.url}/docs`);
  await page.locator('#submit-order').getByRole('link', { name: 'Try it' }).click();
  const submit = page.locator('#operations-Orders-submit-order');
  await expect(submit.getByRole('button', { name: 'Execute' })).toBeVisible();

  await page.getByLabel('Your key').fill('not-a-key');
  await page.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByRole('status')).toHaveText('This key is not known here.');
  await page.getByLabel('Your key').fill('demo-source-key');
  await page.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByRole('status')).toContainText('Demo shop');

  await submit.getByRole('button', { name: 'Execute' }).click();
  const answer = submit.locator('.live-responses-table');
  await expect(answer.locator('.response-col_status').last()).toContainText('201');
  await expect(answer).toContainText('"status": "waiting"');
  await page.screenshot({ path: test.info().outputPath('tried.png'), fullPage: false });

  const { items } = await service.operator<{ items: { external_id: string }[] }>('GET', '/v1/orders?status=waiting');
  expect(items.map(({ external_id }) => external_id)).toContain('WEB-1');

  expect([...new Set(asked)], 'nothing is asked of anybody else').toEqual([new URL(service.url).host]);
  expect(complaints.filter((text) => !text.includes('401') && !text.includes('403'))).toEqual([]);
  await page.goto(`${service.url}/docs`);
  // The page is long and all of one kind: a part stands for it.
  const { violations } = await new AxeBuilder({ page }).include('nav').include('#submit-order').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('read.png') });
});
