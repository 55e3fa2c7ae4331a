import type { Order } from '../api/types';
import { isFinal } from '../order/place';

// isEditable says whether the contents may still change; whether the station
// takes the change is the service's word.
export function isEditable(order: Order): boolean {
  if (isFinal(order)) return false;
  return !['filling', 'voiding', 'voided', 'done_by_hand'].includes(order.injection.state);
}
