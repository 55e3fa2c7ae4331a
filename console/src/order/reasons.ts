import type { Order, ReasonCode } from '../api/types';

const usual: ReasonCode[] = [
  'guest_cancelled', 'guest_unreachable', 'item_unavailable', 'too_busy', 'kitchen_closed', 'guest_refused_changes',
  'address_out_of_area', 'payment_problem', 'duplicate', 'cannot_meet_request', 'suspected_fraud', 'other',
];

// reasonsFor are the reasons a person may give; a test order has one of its own.
export function reasonsFor(order: Order): ReasonCode[] {
  return order.is_test ? ['test_order', ...usual.filter((code) => code !== 'suspected_fraud')] : usual;
}
