import { expect, test } from 'vitest';
import { whose } from './whose';

const answers = (table: Record<string, [number, unknown]>) =>
  (async (path: unknown) => {
    const [status, body] = table[String(path)] ?? [404, {}];
    return new Response(JSON.stringify(body), { status });
  }) as typeof fetch;

test('a key of a source', async () => {
  expect(await whose('k', answers({ '/v1/sources/me': [200, { id: 'demo', name: 'Demo shop', scopes: ['submit', 'read'] }] }))).toBe('The order source Demo shop: submit, read');
});

test('a key of a person', async () => {
  expect(await whose('k', answers({ '/v1/sources/me': [403, {}], '/v1/session': [200, { user: { id: 'demo', role: 'operator' } }] }))).toBe('demo, operator');
});

test('a key of nobody, and a service that is away', async () => {
  expect(await whose('k', answers({ '/v1/sources/me': [401, {}] }))).toBe('This key is not known here.');
  expect(await whose('k', (() => Promise.reject(new Error('away'))) as typeof fetch)).toBe('The service does not answer.');
});
