// Sums of dishes in minor units, counted as the service counts them.
import type { Item, Order } from '../api/types';

const thousandths = (text: string): number => Math.round(Number(text) * 1000);

// times is a price for a quantity, rounded half away from zero.
export function times(price: number, quantity: string): number {
  const product = price * thousandths(quantity);
  return Math.sign(product) * Math.floor((Math.abs(product) + 500) / 1000);
}

// lineSum is what a dish costs with its modifiers; undefined when a price is missing.
export function lineSum(item: Item): number | undefined {
  if (item.unit_price === undefined) return undefined;
  let unit = item.unit_price;
  for (const modifier of item.modifiers ?? []) {
    if (modifier.unit_price === undefined) return undefined;
    unit += times(modifier.unit_price, modifier.quantity ?? '1');
  }
  return times(unit, item.quantity);
}

export interface Sums {
  items: number;
  charges: number;
  discounts: number;
  total: number;
  partial: boolean; // a price is not known
}

export function sums(items: Item[], order: Pick<Order, 'charges' | 'discounts'>): Sums {
  const lines = items.map(lineSum);
  const add = (all: { amount: number }[] | undefined) => (all ?? []).reduce((sum, one) => sum + one.amount, 0);
  const dishes = lines.reduce<number>((sum, line) => sum + (line ?? 0), 0);
  const charges = add(order.charges);
  const discounts = add(order.discounts);
  return { items: dishes, charges, discounts, total: dishes + charges - discounts, partial: lines.includes(undefined) };
}

// total is what the guest pays: the source's word for what it sent, our own
// count once the dishes were changed.
export function total(order: Order): number {
  const counted = sums(order.items_agreed, order);
  const untouched = JSON.stringify(order.items) === JSON.stringify(order.items_agreed);
  return (untouched && order.totals?.total) || counted.total;
}
