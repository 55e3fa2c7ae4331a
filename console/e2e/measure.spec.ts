import { expect, signIn, test } from './fixtures';

// What a first visit costs, told beside the test; the bounds are generous so
// that only a real change for the worse fails.
test('the first load is small and soon usable', async ({ service, page }) => {
  let bytes = 0;
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const begun = Date.now();
  await page.goto(service.url);
  await page.getByRole('button', { name: 'Войти' }).waitFor();
  const usable = Date.now() - begun;
  const first = bytes;
  await signIn(page, service.url);
  const again = Date.now();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Ожидают', exact: true })).toBeVisible();
  const board = Date.now() - again;
  for (const [type, description] of [
    ['first load', `${Math.round(first / 1024)} KiB`],
    ['sign-in usable', `${usable} ms`],
    ['board usable on reload', `${board} ms`],
  ]) {
    test.info().annotations.push({ type: type ?? '', description });
    console.log(`${type}: ${description}`);
  }
  expect(first).toBeLessThan(400 * 1024);
  expect(usable).toBeLessThan(15_000);
});

test('300 open orders stay smooth', async ({ service, page }) => {
  for (let n = 0; n < 300; n += 10) await Promise.all(Array.from({ length: 10 }, () => service.submit()));
  await signIn(page, service.url);
  await expect(page.getByRole('region', { name: 'Ожидают', exact: true }).locator('h2')).toContainText('300');
  const longest = await page.evaluate(async () => {
    const list = document.querySelector('section[data-place=waiting] > div')!;
    let worst = 0;
    let last = performance.now();
    for (let i = 0; i < 60; i++) {
      list.scrollBy(0, 400);
      await new Promise((done) => requestAnimationFrame(done));
      const now = performance.now();
      worst = Math.max(worst, now - last);
      last = now;
    }
    return worst;
  });
  console.log(`longest frame while scrolling 300 orders: ${Math.round(longest)} ms`);
  expect(longest).toBeLessThan(1000);
});
