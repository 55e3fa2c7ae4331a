// Orders: reading them and deciding about them.
import { ask } from './client';
import type { Address, Guest, Item, Order, OrderPage, Reason, Status } from './types';

export interface OrderQuery {
  status?: Status[];
  restaurant?: string[];
  source?: string;
  injection?: string;
  q?: string;
  limit?: number;
  cursor?: string;
}

export const readOrder = (id: string, signal?: AbortSignal) => ask<Order>('GET', `/v1/orders/${id}`, { signal });

export const listOrders = (query: OrderQuery, signal?: AbortSignal) =>
  ask<OrderPage>('GET', '/v1/orders', { query: { ...query }, signal });

const pagesAtMost = 25; // of 200 orders; more than that nobody can work through

// allOrders reads every page of a list.
export async function allOrders(query: OrderQuery, signal?: AbortSignal): Promise<Order[]> {
  const found: Order[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesAtMost; page++) {
    const answer = await listOrders({ ...query, limit: 200, cursor }, signal);
    found.push(...answer.items);
    cursor = answer.next_cursor;
    if (!cursor) break;
  }
  return found;
}

type Decided = Promise<Order>;

function decide(order: Order, action: string, body: object, careful = true): Decided {
  return ask<Order>('POST', `/v1/orders/${order.id}/${action}`, { body, revision: careful ? order.revision : undefined });
}

export interface Acceptance {
  confirmed_at?: string;
  note?: string;
}

export interface Amendment {
  items: Item[];
  note?: string;
  address?: Address;
  guest?: Guest;
  timing?: Order['timing'];
}

// Taking, releasing and statuses mean the same whatever happened in between, so
// they do not name a revision; the rest does.
export const takeOrder = (order: Order, force = false) => decide(order, 'take', { force }, false);
export const releaseOrder = (order: Order) => decide(order, 'release', {}, false);
export const acceptOrder = (order: Order, body: Acceptance) => decide(order, 'accept', body);
export const cancelOrder = (order: Order, reason: Reason) => decide(order, 'cancel', { reason });
export const refuseCancel = (order: Order, reason: Reason) => decide(order, 'refuse-cancel', { reason });
export const amendOrder = (order: Order, body: Amendment) => decide(order, 'amend', body);
export const postponeOrder = (order: Order, minutes: number, note?: string) => decide(order, 'postpone', { minutes, note });
export const saveOrder = (order: Order) => decide(order, 'save', {});
export const advanceOrder = (order: Order, status: Status) => decide(order, 'status', { status }, false);
export const resolveOrder = (order: Order, action: 'retry' | 'done_by_hand' | 'cancel', note?: string) =>
  decide(order, 'resolve', { action, note });
