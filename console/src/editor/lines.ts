// Edits of the dishes of an order.
import type { Item, Modifier } from '../api/types';
import { equal } from '../order/contents';
import type { MenuDish } from '../menu/menu';

function freeLineId(items: Item[]): string {
  const used = new Set(items.map((item) => item.line_id));
  let n = items.length + 1;
  while (used.has(String(n))) n++;
  return String(n);
}

const thousandths = (text: string) => Math.round(Number(text) * 1000);

// writeQuantity is the shortest decimal form of thousandths.
export function writeQuantity(amount: number): string {
  return String(amount / 1000);
}

export const maxQuantity = 1_000_000;

// parseQuantity reads what a person typed, with a comma or a point.
export function parseQuantity(typed: string): string | undefined {
  const text = typed.trim().replace(',', '.');
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(text)) return undefined;
  const amount = thousandths(text);
  return amount > 0 && amount <= maxQuantity ? writeQuantity(amount) : undefined;
}

// add puts a dish in: one more of a line that is the same, else a new line.
export function add(items: Item[], dish: MenuDish, modifiers: Modifier[] = []): Item[] {
  const same = items.find((item) => item.plu === dish.plu && !item.note && equal(item.modifiers ?? [], modifiers));
  if (same) return step(items, same.line_id, 1000);
  const line: Item = { line_id: freeLineId(items), plu: dish.plu, name: dish.name, quantity: '1', unit_price: dish.price };
  if (modifiers.length > 0) line.modifiers = modifiers;
  return [...items, line];
}

export const change = (items: Item[], line: string | undefined, part: Partial<Item>): Item[] =>
  items.map((item) => (item.line_id === line ? { ...item, ...part } : item));

export const remove = (items: Item[], line: string | undefined): Item[] => items.filter((item) => item.line_id !== line);

// step changes a quantity by some thousandths, never to nothing.
export function step(items: Item[], line: string | undefined, by: number): Item[] {
  const item = items.find((one) => one.line_id === line);
  if (!item) return items;
  const amount = thousandths(item.quantity) + by;
  return amount > 0 && amount <= maxQuantity ? change(items, line, { quantity: writeQuantity(amount) }) : items;
}
