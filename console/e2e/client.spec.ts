// The TypeScript client that the repository offers, built as its users build it,
// against the running program.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import type * as Client from '../../clients/typescript/src/index';
import { Service, until } from './service';

async function built(folder: string): Promise<typeof Client> {
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '--project', resolve('../clients/typescript'), '--outDir', folder], { stdio: 'pipe' });
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  return (await import(pathToFileURL(join(folder, 'index.js')).href)) as typeof Client;
}

test('the TypeScript client takes an order to the station', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderhatch-client-'));
  const { Orderhatch, OrderhatchError, verifyCallback } = await built(folder);
  const service = await Service.start('--callback-http', '--callback-networks=127.0.0.0/8');
  const heard: { header: string; body: string }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push({ header: String(request.headers['x-orderhatch-signature']), body });
      response.end();
    });
  });
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
  try {
    const source = new Orderhatch({ baseUrl: service.url, key: 'demo-source-key' });
    const operator = new Orderhatch({ baseUrl: service.url, key: 'demo-operator-key' });
    const { secret } = (await source.rotateOwnSecret({})).data;

    const order: Client.Submission = {
      external_id: 'Заказ №7',
      restaurant: 'arbat-1',
      service_type: 'pickup',
      guest: { phone: '+79991234567' },
      items: [{ plu: '101', quantity: '1' }],
      callback: { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/status` },
    };
    const made = await source.submitOrder(order);
    expect(made.status).toBe(201);
    const again = await source.submitOrder(order);
    expect(again.headers.get('Idempotent-Replay')).toBe('true');
    expect(again.data.id).toBe(made.data.id);
    const refused = await source.submitOrder({ ...order, note: 'another' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OrderhatchError);
    expect((refused as Client.OrderhatchError).code).toBe('duplicate_external_id');

    const filled = await operator.acceptOrder(made.data.id, {}, { wait: 'filled' });
    expect(filled.data.injection.state).toBe('filled');
    const { items } = (await source.listOrders({ external_id: 'Заказ №7' })).data;
    expect(items.map(({ id }) => id)).toEqual([made.data.id]);

    await until(30_000, () => Promise.resolve(heard.length >= 3));
    for (const { header, body } of heard) {
      expect(await verifyCallback(header, body, secret)).toBe(true);
      expect(await verifyCallback(header, `${body} `, secret)).toBe(false);
    }
  } finally {
    receiver.close();
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
