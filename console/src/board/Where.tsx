import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { useRestaurants } from '../restaurants/useRestaurants';

// Where is the restaurant an order is for, and where it came from.
export function Where({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { name } = useRestaurants();
  return (
    <span title={t('order.where')} style={{ color: 'var(--mantine-color-dimmed)', fontSize: 14 }}>
      {name(order.restaurant ?? '')} · {order.source}
    </span>
  );
}
