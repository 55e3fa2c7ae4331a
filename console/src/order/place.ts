// Where an order belongs on the board.
import type { Order } from '../api/types';

export const places = ['waiting', 'working', 'held', 'attention'] as const;

export type Place = (typeof places)[number];

// needsAttention: the work stopped and only a person can let it go on.
export function needsAttention(order: Order): boolean {
  return order.injection.state === 'needs_operator' || (order.cancel_request !== undefined && order.cancel_request.answer === undefined);
}

export function placeOf(order: Order): Place {
  if (needsAttention(order)) return 'attention';
  if (order.status === 'waiting') return 'waiting';
  return order.status === 'scheduled' ? 'held' : 'working';
}

export type Sorted = Record<Place, Order[]>;

const byAge = (a: Order, b: Order) => a.created_at.localeCompare(b.created_at) || a.id.localeCompare(b.id);
const byRelease = (a: Order, b: Order) => (a.deadlines.release_at ?? '').localeCompare(b.deadlines.release_at ?? '') || byAge(a, b);

// sortOrders puts every order in its place, the one to be done first on top.
export function sortOrders(orders: Iterable<Order>): Sorted {
  const sorted: Sorted = { waiting: [], working: [], held: [], attention: [] };
  for (const order of orders) sorted[placeOf(order)].push(order);
  sorted.waiting.sort(byAge);
  sorted.working.sort(byAge);
  sorted.attention.sort(byAge);
  sorted.held.sort(byRelease);
  return sorted;
}

export const numberOf = (order: Pick<Order, 'display_id' | 'external_id'>) => order.display_id || order.external_id;

// dueAt is the moment the guest expects the order: what was promised, else what
// the guest asked for.
export const dueAt = (order: Order) => order.confirmed_at ?? order.timing?.expected_at;

export const calledOff = (order: Order) => ['rejected', 'cancelled', 'expired', 'failed'].includes(order.status);
export const isFinal = (order: Order) => calledOff(order) || order.status === 'completed';

// awaitsContents is what has to happen for the dishes to come to the station:
// the operator's «Save», or that the order is opened there.
export function awaitsContents(order: Order): 'save' | 'open' | undefined {
  if (order.fill === 'on_accept' || ['waiting', 'scheduled'].includes(order.status) || isFinal(order)) return undefined;
  if (!['none', 'creating', 'created', 'retrying'].includes(order.injection.state) || order.items_on_pos.length > 0) return undefined;
  return order.fill === 'on_open' ? 'open' : 'save';
}
