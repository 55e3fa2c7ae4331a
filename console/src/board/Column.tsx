import { Title } from '@mantine/core';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { useSnapshot } from '../live/useLive';
import type { Place } from '../order/place';
import { AttentionCard } from './AttentionCard';
import classes from './Column.module.css';
import { useGrowing } from './useGrowing';
import { WaitingCard } from './WaitingCard';
import { WorkCard } from './WorkCard';

const cards: Record<Place, ComponentType<{ order: Order }>> = {
  waiting: WaitingCard,
  working: WorkCard,
  held: WorkCard,
  attention: AttentionCard,
};

interface Props {
  place: Place;
  orders: Order[];
  titled?: boolean;
}

// Column is one place of the board; it scrolls by itself.
export function Column({ place, orders, titled = false }: Props) {
  const { t } = useTranslation();
  const { loaded } = useSnapshot();
  const { shown, sentinel } = useGrowing(orders.length);
  const Card = cards[place];
  return (
    <section className={classes.column} data-place={place} data-titled={titled} data-empty={orders.length === 0} aria-label={t(`place.${place}`)}>
      {titled && (
        <Title order={2} size="h4" className={classes.title}>
          {t(`place.${place}`)} <b className={classes.count}>{orders.length}</b>
        </Title>
      )}
      <div className={classes.cards} tabIndex={0} role="region" aria-label={t('board.list', { place: t(`place.${place}`) })}>
        {orders.slice(0, shown).map((order) => (
          <Card key={order.id} order={order} />
        ))}
        {shown < orders.length && <div ref={sentinel} className={classes.more} />}
        {orders.length === 0 && <p className={classes.empty}>{t(loaded ? `empty.${place}` : 'loading')}</p>}
      </div>
    </section>
  );
}
