import { Button } from '@mantine/core';
import { IconCalendarTime, IconHandGrab, IconPaperBag, IconTruckDelivery } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { isHeld, levelOf } from '../alarm/state';
import type { Order } from '../api/types';
import { useNow } from '../lib/clock';
import { Again } from '../order/Again';
import { Age } from '../order/Age';
import { OrderChecks } from '../order/Checks';
import { Dishes } from '../order/Dishes';
import { GuestLines } from '../order/GuestLines';
import { Payment } from '../order/Payment';
import { numberOf } from '../order/place';
import { StatusBadge } from '../order/StatusBadge';
import { useDecisions } from '../order/useDecisions';
import { useNamedOrder } from '../menu/named';
import { useRestaurants } from '../restaurants/useRestaurants';
import { useMay } from '../session/session';
import { Moment } from '../ui/Moment';
import { Where } from './Where';
import { Holder } from '../order/Holder';
import classes from './WaitingCard.module.css';

// WaitingCard is a whole order that nobody has decided: pink, and readable
// without opening it.
export const WaitingCard = memo(function WaitingCard({ order: sent }: { order: Order }) {
  const order = useNamedOrder(sent);
  const { t } = useTranslation();
  return (
    <Frame order={order}>
      <header className={classes.head}>
        <a className={classes.number} href={`#/orders/${order.id}`} data-card={order.id} aria-label={t('order.named', { number: numberOf(order) })}>
          № {numberOf(order)}
        </a>
        <StatusBadge order={order} />
        {order.is_test && <b className={classes.test}>{t('order.test')}</b>}
        <Age order={order} />
      </header>
      <Again order={order} />
      <Service order={order} />
      <GuestLines order={order} />
      <Dishes items={order.items_agreed} checks={order.checks} currency={order.currency} />
      <OrderChecks checks={order.checks} />
      <footer className={classes.foot}>
        <Payment order={order} />
        <Where order={order} />
      </footer>
      <Take order={sent} />
    </Frame>
  );
});

// Frame shows by its colour and a word whether the order still calls.
function Frame({ order, children }: { order: Order; children: React.ReactNode }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <article className={classes.card} data-level={levelOf(order, now)} data-held={isHeld(order, now)} aria-label={t('order.waitingNamed', { number: numberOf(order) })}>
      {children}
    </article>
  );
}

function Service({ order }: { order: Order }) {
  const { t } = useTranslation();
  const zone = useRestaurants().find(order.restaurant ?? '')?.time_zone;
  const Icon = order.service_type === 'delivery' ? IconTruckDelivery : IconPaperBag;
  return (
    <div className={classes.service}>
      <span>
        <Icon size={17} aria-hidden />
        {t(`service.${order.service_type}`)}
      </span>
      <span>
        <IconCalendarTime size={17} aria-hidden />
        {order.timing?.expected_at ? (
          <>
            {t('order.for')} <Moment at={order.timing.expected_at} zone={zone} />
          </>
        ) : (
          t('order.asap')
        )}
      </span>
    </div>
  );
}

function Take({ order }: { order: Order }) {
  const { t } = useTranslation();
  const now = useNow();
  const mayWork = useMay('operator');
  const decisions = useDecisions(order);
  const [, go] = useLocation();
  const open = () => go(`/orders/${order.id}`);
  if (isHeld(order, now)) {
    return (
      <div className={classes.actions}>
        <Holder order={order} />
        <Button variant="default" onClick={open}>
          {t('order.open')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.actions}>
      {mayWork && (
        <Button
          size="md"
          flex={1}
          color="pink.8"
          leftSection={<IconHandGrab size={20} aria-hidden />}
          loading={decisions.busy}
          onClick={() => void decisions.take().then((taken) => taken && open())}
        >
          {t('action.take')}
        </Button>
      )}
      <Button size="md" variant="default" onClick={open}>
        {t('order.open')}
      </Button>
    </div>
  );
}
