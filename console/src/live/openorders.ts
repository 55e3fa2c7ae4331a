// All orders that somebody may still have to work on, as the service last told.
import { allOrders, readOrder } from '../api/orders';
import { Problem } from '../api/client';
import type { Order, OrderEvent, Status } from '../api/types';

export const openStatuses: Status[] = ['waiting', 'scheduled', 'accepted', 'in_work', 'ready', 'on_the_way'];

// isOpen says that an order belongs on the board: it is not over, or it is over
// but the station still has something of it.
export function isOpen(order: Order): boolean {
  return openStatuses.includes(order.status) || ['needs_operator', 'retrying', 'voiding'].includes(order.injection.state);
}

export type Line = 'connecting' | 'live' | 'lost';

export interface Snapshot {
  orders: ReadonlyMap<string, Order>;
  // announced are orders that the feed told of and that are being read.
  announced: ReadonlySet<string>;
  line: Line;
  loaded: boolean;
  lostAt?: number;
}

const empty: Snapshot = { orders: new Map(), announced: new Set(), line: 'connecting', loaded: false };
const retryRead = 2_000;
const closedKept = 500;

export class OpenOrders {
  private snapshot = empty;
  private listeners = new Set<() => void>();
  private reading = new Map<string, number>(); // the revision wanted, by order
  private closed = new Map<string, number>(); // revisions of orders that left; a late list must not bring them back
  private loads = new Set<Set<string>>(); // for each list that is being read, the orders told of meanwhile
  private watched = new Map<string, Set<(order: Order) => void>>();

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get = () => this.snapshot;

  // watch hears of every change of one order, also when it is not open any more.
  watch(id: string, listener: (order: Order) => void): () => void {
    const listeners = this.watched.get(id) ?? new Set();
    this.watched.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.watched.delete(id);
    };
  }

  setLine(line: Line) {
    if (line === this.snapshot.line) return;
    this.change({ line, lostAt: line === 'lost' ? Date.now() : undefined });
  }

  reset() {
    this.reading.clear();
    this.closed.clear();
    this.change(empty);
  }

  // load reads everything anew. What was told of meanwhile is kept: an order
  // younger than the list must not vanish with it.
  async load() {
    const meanwhile = new Set<string>();
    this.loads.add(meanwhile);
    try {
      const [open, ...stuck] = await Promise.all([
        allOrders({ status: openStatuses }),
        allOrders({ injection: 'needs_operator' }),
        allOrders({ injection: 'retrying' }),
      ]);
      this.replace([...open, ...stuck.flat()], meanwhile);
    } finally {
      this.loads.delete(meanwhile);
    }
  }

  private replace(list: Order[], meanwhile: ReadonlySet<string>) {
    const known = this.snapshot.orders;
    const orders = new Map<string, Order>();
    for (const order of list) {
      const held = known.get(order.id);
      const newest = held && held.revision > order.revision ? held : order;
      const left = this.closed.get(order.id) ?? 0;
      if (isOpen(newest) && newest.revision > left) orders.set(order.id, newest);
    }
    for (const id of meanwhile) {
      const held = known.get(id);
      if (held && !orders.has(id)) orders.set(id, held);
    }
    this.change({ orders, loaded: true });
  }

  // put shows an order as it is now, unless something newer is shown already.
  put(order: Order) {
    const held = this.snapshot.orders.get(order.id);
    if (held && held.revision > order.revision) return;
    this.loads.forEach((meanwhile) => meanwhile.add(order.id));
    const orders = new Map(this.snapshot.orders);
    if (isOpen(order)) orders.set(order.id, order);
    else {
      orders.delete(order.id);
      this.noteClosed(order);
    }
    const announced = new Set(this.snapshot.announced);
    announced.delete(order.id);
    this.change({ orders, announced });
    this.watched.get(order.id)?.forEach((listener) => listener(order));
  }

  // hear takes in an event: the order it is about is read, once for many events.
  hear(event: OrderEvent) {
    const held = this.snapshot.orders.get(event.order_id);
    if (held && held.revision >= event.revision) return;
    if (!held && event.event === 'order.submitted') this.announce(event.order_id);
    const wanted = this.reading.get(event.order_id);
    this.reading.set(event.order_id, Math.max(event.revision, wanted ?? 0));
    if (wanted === undefined) void this.read(event.order_id);
  }

  private noteClosed(order: Order) {
    this.closed.delete(order.id);
    this.closed.set(order.id, order.revision);
    const oldest = this.closed.keys().next();
    if (this.closed.size > closedKept && !oldest.done) this.closed.delete(oldest.value);
  }

  private announce(id: string) {
    this.change({ announced: new Set(this.snapshot.announced).add(id) });
  }

  private async read(id: string) {
    let order: Order | undefined;
    try {
      order = await readOrder(id);
    } catch (error) {
      if (error instanceof Problem && error.status !== 0 && error.status < 500) {
        this.reading.delete(id);
        return; // not for this person, or gone
      }
    }
    if (!this.reading.has(id)) return; // signed out meanwhile
    if (order) this.put(order);
    const behind = !order || order.revision < (this.reading.get(id) ?? 0);
    if (behind) setTimeout(() => void this.read(id), order ? 100 : retryRead);
    else this.reading.delete(id);
  }

  private change(part: Partial<Snapshot>) {
    this.snapshot = { ...this.snapshot, ...part };
    this.listeners.forEach((listener) => listener());
  }
}

export const openOrders = new OpenOrders();
