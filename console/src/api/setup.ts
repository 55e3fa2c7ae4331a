// The first start of the service.
import { ask, keepToken, Problem } from './client';
import type { SetupBody } from './manage';
import type { MenuDish } from '../menu/menu';
import type { ProblemBody, Session, User } from './types';

export async function setUp(body: SetupBody): Promise<User> {
  const session = await ask<Session>('POST', '/v1/setup', { body });
  keepToken(session.csrf_token ?? '');
  return session.user;
}

// placeTestOrder sends an order the way a website would, with its key and
// without this browser's session.
export async function placeTestOrder(key: string, restaurant: string, dish: Pick<MenuDish, 'plu' | 'name' | 'price'>, guest: string) {
  const response = await fetch('/v1/orders', {
    method: 'POST',
    credentials: 'omit',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      external_id: `TEST-${Date.now()}`,
      restaurant,
      service_type: 'pickup',
      guest: { name: guest, phone: '+79990000000' },
      items: [{ plu: dish.plu, name: dish.name, quantity: '1', unit_price: dish.price }],
      is_test: true,
    }),
  });
  if (response.ok) return;
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
  throw new Problem(body.code ?? 'internal', response.status, body);
}
