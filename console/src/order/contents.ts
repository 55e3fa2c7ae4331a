// The contents people agree about, and how two versions of them differ.
import type { Address, Guest, Item, Order } from '../api/types';

export interface Contents {
  items: Item[];
  note: string;
  address?: Address;
  guest: Guest;
}

export const contentsOf = (order: Order): Contents => ({
  items: order.items_agreed,
  note: order.operator_note ?? '',
  address: order.address,
  guest: order.guest,
});

export const equal = (a: unknown, b: unknown) => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

// canonical drops what means nothing: the order of fields and empty ones.
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== null && inner !== '' && !(Array.isArray(inner) && inner.length === 0))
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, inner]) => [name, canonical(inner)]),
  );
}

export const sameContents = (a: Order, b: Order) => equal(contentsOf(a), contentsOf(b));

export type Change =
  | { kind: 'added' | 'removed'; name: string; quantity: string }
  | { kind: 'quantity'; name: string; from: string; to: string }
  | { kind: 'dish'; name: string } // its modifiers or remark
  | { kind: 'note' | 'address' | 'guest'; from: string; to: string };

const nameOf = (item: Item) => item.name || item.plu;

function itemChanges(before: Item[], after: Item[]): Change[] {
  const old = new Map(before.map((item) => [item.line_id, item]));
  const changes: Change[] = [];
  for (const item of after) {
    const was = old.get(item.line_id);
    old.delete(item.line_id);
    if (!was) changes.push({ kind: 'added', name: nameOf(item), quantity: item.quantity });
    else if (was.plu !== item.plu) {
      changes.push({ kind: 'removed', name: nameOf(was), quantity: was.quantity }, { kind: 'added', name: nameOf(item), quantity: item.quantity });
    } else {
      if (was.quantity !== item.quantity) changes.push({ kind: 'quantity', name: nameOf(item), from: was.quantity, to: item.quantity });
      if (!equal([was.modifiers, was.note], [item.modifiers, item.note])) changes.push({ kind: 'dish', name: nameOf(item) });
    }
  }
  for (const gone of old.values()) changes.push({ kind: 'removed', name: nameOf(gone), quantity: gone.quantity });
  return changes;
}

const addressText = (address?: Address) =>
  address ? [address.text || [address.city, address.street, address.house].filter(Boolean).join(', '), address.entrance, address.floor, address.apartment, address.intercom, address.note].filter(Boolean).join(', ') : '';

const guestText = (guest: Guest) => [guest.name, guest.phone, guest.persons].filter(Boolean).join(', ');

// changes are what a person would say is different.
export function changes(before: Contents, after: Contents): Change[] {
  const found = itemChanges(before.items, after.items);
  if (before.note !== after.note) found.push({ kind: 'note', from: before.note, to: after.note });
  if (!equal(before.address, after.address)) found.push({ kind: 'address', from: addressText(before.address), to: addressText(after.address) });
  if (!equal(before.guest, after.guest)) found.push({ kind: 'guest', from: guestText(before.guest), to: guestText(after.guest) });
  return found;
}
