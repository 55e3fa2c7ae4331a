// Orders for tests.
import type { Order } from './api/types';

export function anOrder(part: Partial<Order> = {}): Order {
  return {
    id: '1',
    source: 'shop',
    external_id: 'WEB-1',
    restaurant: 'arbat-1',
    service_type: 'pickup',
    guest: { phone: '+79991234567' },
    status: 'waiting',
    injection: { state: 'none', attempts: 0 },
    fill: 'on_accept',
    pos: {},
    items: [{ line_id: '1', plu: '101', name: 'Борщ', quantity: '1', unit_price: 32000 }],
    items_agreed: [{ line_id: '1', plu: '101', name: 'Борщ', quantity: '1', unit_price: 32000 }],
    items_on_pos: [],
    checks: [],
    deadlines: {},
    revision: 1,
    created_at: '2026-11-23T09:00:00Z',
    updated_at: '2026-11-23T09:00:00Z',
    history: [],
    links: { self: '/v1/orders/1' },
    ...part,
  };
}
