import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order, Status } from '../api/types';
import { quantity } from '../lib/format';
import { Awaits } from '../order/Awaits';
import { DueTime } from '../order/DueTime';
import { Injection } from '../order/Injection';
import { Payment } from '../order/Payment';
import { numberOf } from '../order/place';
import { StatusBadge } from '../order/StatusBadge';
import { useDecisions } from '../order/useDecisions';
import { nextStatus } from '../order/nextStatus';
import { useNamedOrder } from '../menu/named';
import { useMay } from '../session/session';
import { Where } from './Where';
import classes from './WorkCard.module.css';

// WorkCard is an accepted order: where it stands, and the next step.
export const WorkCard = memo(function WorkCard({ order: sent }: { order: Order }) {
  const order = useNamedOrder(sent);
  const { t } = useTranslation();
  return (
    <article className={classes.card} aria-label={t('order.named', { number: numberOf(order) })}>
      <header className={classes.head}>
        <a className={classes.number} href={`#/orders/${order.id}`} data-card={order.id} aria-label={t('order.named', { number: numberOf(order) })}>
          № {numberOf(order)}
        </a>
        <StatusBadge order={order} />
        <DueTime order={order} />
      </header>
      <Injection order={order} />
      <Awaits order={order} />
      <Summary order={order} />
      <footer className={classes.foot}>
        <Payment order={order} />
        <Where order={order} />
      </footer>
      <NextStep order={sent} />
    </article>
  );
});

// Summary is the dishes in one paragraph.
function Summary({ order }: { order: Order }) {
  const { i18n } = useTranslation();
  const dishes = order.items_agreed.map((item) => `${quantity(item.quantity, i18n.language)} × ${item.name || item.plu}`);
  return <div className={classes.summary}>{dishes.join(', ')}</div>;
}

function NextStep({ order }: { order: Order }) {
  const { t } = useTranslation();
  const mayWork = useMay('operator');
  const decisions = useDecisions(order);
  const next: Status | undefined = nextStatus(order);
  if (!mayWork || !next) return null;
  return (
    <Button
      variant="light"
      size="compact-md"
      loading={decisions.busy}
      rightSection={<IconArrowRight size={16} aria-hidden />}
      onClick={() => void decisions.advance(next)}
    >
      {t(order.status === 'scheduled' ? 'action.releaseNow' : `advance.${next as 'ready'}`)}
    </Button>
  );
}
