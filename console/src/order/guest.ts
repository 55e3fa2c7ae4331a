// Where the guest is and how the order is paid, in one line each.
import type { Address, Order } from '../api/types';

export interface Words {
  entrance: string;
  floor: string;
  apartment: string;
  intercom: string;
}

// street is the address up to the house.
export function street(address: Address): string {
  return address.text || [address.city, address.street, address.house].filter(Boolean).join(', ');
}

// inside is the way from the street door. The line of text may hold the
// apartment already; saying it twice does not hurt.
export function inside(address: Address, words: Words): string {
  return (['entrance', 'floor', 'apartment', 'intercom'] as const)
    .filter((part) => address[part])
    .map((part) => `${words[part]} ${address[part]}`)
    .join(', ');
}

// mapLink shows the address on a map: by its point where the source knows it.
export function mapLink(address: Address): string {
  if (address.lat && address.lon) {
    const { lat, lon } = address;
    return `https://yandex.ru/maps/?pt=${encodeURIComponent(`${lon},${lat}`)}&z=17`;
  }
  return `https://yandex.ru/maps/?text=${encodeURIComponent([address.city, street(address)].filter(Boolean).join(', '))}`;
}

export type Paid = 'paid' | 'on_receipt' | 'unknown';

// paid says whether money has to be taken at the door.
export function paid(order: Pick<Order, 'payments'>): Paid {
  const payments = order.payments ?? [];
  if (payments.length === 0) return 'unknown';
  return payments.every((payment) => payment.state === 'paid') ? 'paid' : 'on_receipt';
}
