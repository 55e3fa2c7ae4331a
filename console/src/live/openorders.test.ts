import { beforeEach, expect, it, vi } from 'vitest';
import * as api from '../api/orders';
import { anOrder } from '../testing';
import { OpenOrders } from './openorders';

vi.mock('../api/orders');

const event = { id: 5, event: 'order.submitted', order_id: '1', external_id: 'WEB-1', source: 'shop', restaurant: 'arbat-1', status: 'waiting', injection: 'none', revision: 1, occurred_at: '', sequence: 1 };

let open: OpenOrders;
beforeEach(() => {
  open = new OpenOrders();
  vi.mocked(api.allOrders).mockReset().mockResolvedValue([]);
  vi.mocked(api.readOrder).mockReset();
});

it('announces an order at once and shows it when it is read', async () => {
  vi.mocked(api.readOrder).mockResolvedValue(anOrder());
  open.hear(event as never);
  expect(open.get().announced.has('1')).toBe(true);
  await vi.waitFor(() => expect(open.get().orders.has('1')).toBe(true));
  expect(open.get().announced.size).toBe(0);
});

it('reads once for many events and never goes back to an older revision', async () => {
  vi.mocked(api.readOrder).mockResolvedValue(anOrder({ revision: 3 }));
  for (const revision of [1, 2, 3]) open.hear({ ...event, revision } as never);
  await vi.waitFor(() => expect(open.get().orders.get('1')?.revision).toBe(3));
  expect(api.readOrder).toHaveBeenCalledTimes(1);
  open.put(anOrder({ revision: 2, status: 'rejected' }));
  expect(open.get().orders.get('1')?.revision).toBe(3);
});

it('does not let a late list bring back an order that is over', async () => {
  open.put(anOrder({ revision: 4, status: 'rejected' }));
  vi.mocked(api.allOrders).mockResolvedValue([anOrder({ revision: 2 })]);
  await open.load();
  expect(open.get().orders.size).toBe(0);
});

it('keeps an order that is over while the station still has something of it', () => {
  open.put(anOrder({ status: 'cancelled', injection: { state: 'needs_operator', attempts: 1 } }));
  expect(open.get().orders.size).toBe(1);
});

it('keeps an order that came while the list was being read', async () => {
  let answer = (_: never[]) => {};
  vi.mocked(api.allOrders).mockReturnValue(new Promise((resolve) => (answer = resolve)));
  vi.mocked(api.readOrder).mockResolvedValue(anOrder());
  const loading = open.load();
  open.hear(event as never);
  await vi.waitFor(() => expect(open.get().orders.has('1')).toBe(true));
  answer([]);
  await loading;
  expect(open.get().orders.has('1')).toBe(true);
  vi.mocked(api.allOrders).mockResolvedValue([]);
  await open.load();
  expect(open.get().orders.size).toBe(0);
});
