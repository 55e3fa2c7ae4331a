import { expect, it } from 'vitest';
import { parseEvents } from './sse';

it('reads whole events and keeps what is not complete', () => {
  const { events, rest } = parseEvents('retry: 2000\n: connected\n\nid: 7\nevent: order.taken\ndata: {"a":1}\n\nid: 8\nda');
  expect(events).toEqual([{ id: '7', name: 'order.taken', data: '{"a":1}' }]);
  expect(rest).toBe('id: 8\nda');
});

it('takes heartbeats for nothing, and joins lines of data', () => {
  expect(parseEvents(': heartbeat\n\n').events).toEqual([]);
  expect(parseEvents('data: a\r\ndata: b\r\n\r\n').events[0]?.data).toBe('a\nb');
});
