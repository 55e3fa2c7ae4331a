import { IconCalendarTime } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { useNow } from '../lib/clock';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';
import { dueAt, isFinal } from './place';

// DueTime is when the guest gets the order; red when that has passed.
export function DueTime({ order }: { order: Order }) {
  const { t } = useTranslation();
  const now = useNow();
  const { find } = useRestaurants();
  const due = dueAt(order);
  const late = due !== undefined && !isFinal(order) && Date.parse(due) < now;
  return (
    <span style={{ display: 'inline-flex', gap: 5, alignItems: 'center', fontWeight: 700, color: late ? 'var(--bad)' : undefined }}>
      <IconCalendarTime size={17} aria-hidden />
      {due ? (
        <span>
          {t(order.confirmed_at ? 'order.promised' : 'order.for')} <Moment at={due} zone={find(order.restaurant ?? '')?.time_zone} />
        </span>
      ) : (
        t('order.asap')
      )}
    </span>
  );
}
