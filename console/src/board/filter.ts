// Choosing orders by words, restaurant and source.
import type { Order } from '../api/types';

export interface BoardFilter {
  text: string;
  restaurant: string;
  source: string;
}

export const noFilter: BoardFilter = { text: '', restaurant: '', source: '' };

const digits = (text: string) => text.replace(/\D/g, '');

// nationalDigits are the digits of a phone without the country, so that
// +7 999…, 8 999… and 999… find the same guest.
function nationalDigits(phone: string): string {
  const all = digits(phone);
  return all.length === 11 && /^[78]/.test(all) ? all.slice(1) : all;
}

function matchesText(order: Order, text: string): boolean {
  const words = text.trim().toLowerCase();
  if (!words) return true;
  const fields = [order.display_id, order.external_id, order.guest.name, order.pos.order_name];
  if (fields.some((field) => field?.toLowerCase().includes(words))) return true;
  if (!/^[\d\s()+-]+$/.test(words)) return false;
  const phone = nationalDigits(order.guest.phone);
  return [digits(words), digits(words).replace(/^[78]/, '')].some((number) => number.length >= 3 && phone.includes(number));
}

export function matches(order: Order, filter: BoardFilter): boolean {
  if (filter.restaurant && order.restaurant !== filter.restaurant) return false;
  if (filter.source && order.source !== filter.source) return false;
  return matchesText(order, filter.text);
}
