import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { Injection } from '../order/Injection';
import { numberOf } from '../order/place';
import { Resolve } from '../order/Resolve';
import { StatusBadge } from '../order/StatusBadge';
import { Where } from './Where';
import classes from './AttentionCard.module.css';

// AttentionCard is an order that stands still until a person acts: why, what to
// do, and who can.
export const AttentionCard = memo(function AttentionCard({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <article className={classes.card} aria-label={t('order.named', { number: numberOf(order) })}>
      <header className={classes.head}>
        <a className={classes.number} href={`#/orders/${order.id}`} data-card={order.id} aria-label={t('order.named', { number: numberOf(order) })}>
          № {numberOf(order)}
        </a>
        <StatusBadge order={order} />
        <Where order={order} />
      </header>
      <Injection order={order} />
      <Resolve order={order} />
    </article>
  );
});
