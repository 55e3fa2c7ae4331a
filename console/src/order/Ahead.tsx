import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';

// Ahead is what the clock will do with the order by itself, and when.
export function Ahead({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { find } = useRestaurants();
  const { release_at, auto_accept_at } = order.deadlines;
  const at = order.status === 'scheduled' ? release_at : order.status === 'waiting' ? auto_accept_at : undefined;
  if (!at) return null;
  return (
    <Text span size="sm">
      {t(order.status === 'scheduled' ? 'ahead.release' : 'ahead.autoAccept')} <Moment at={at} zone={find(order.restaurant ?? '')?.time_zone} />
    </Text>
  );
}
