import { IconUserCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isHeld } from '../alarm/state';
import type { Order } from '../api/types';
import { useNow } from '../lib/clock';
import { duration } from '../lib/format';
import { useMe } from '../session/session';
import classes from './Holder.module.css';

// Holder is who is on the order, and how long before it calls again.
export function Holder({ order }: { order: Order }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  if (!isHeld(order, now)) return null;
  const mine = order.taken_by === me;
  return (
    <span className={classes.holder} data-mine={mine}>
      <IconUserCheck size={17} aria-hidden />
      {mine ? t('order.heldByMe') : t('order.heldBy', { name: order.taken_by ?? '' })}
      {order.taken_until && <span className="tabular">{duration(Date.parse(order.taken_until) - now)}</span>}
    </span>
  );
}
