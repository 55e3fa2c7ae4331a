import type { Order, Status } from '../api/types';

// nextStatus is the one step that usually follows; others are in the order's
// own view.
export function nextStatus(order: Order): Status | undefined {
  const onStation = order.injection.state === 'filled' || order.injection.state === 'done_by_hand';
  switch (order.status) {
    case 'scheduled':
      return 'accepted';
    case 'accepted':
      return 'in_work';
    case 'in_work':
      return 'ready';
    case 'ready':
      return order.service_type === 'delivery' ? 'on_the_way' : onStation ? 'completed' : undefined;
    case 'on_the_way':
      return onStation ? 'completed' : undefined;
    default:
      return undefined;
  }
}

const life: Status[] = ['in_work', 'ready', 'on_the_way', 'completed'];

// laterStatuses are all the steps that may follow by hand.
export function laterStatuses(order: Order): Status[] {
  if (order.status !== 'accepted' && !life.includes(order.status)) return [];
  const onStation = order.injection.state === 'filled' || order.injection.state === 'done_by_hand';
  return life.slice(life.indexOf(order.status) + 1).filter((status) => {
    if (status === 'on_the_way') return order.service_type === 'delivery';
    return status !== 'completed' || onStation;
  });
}
