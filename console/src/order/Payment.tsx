import { IconCash, IconCreditCard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { total } from '../lib/amounts';
import { useMoney } from '../ui/useMoney';
import { paid } from './guest';
import classes from './Payment.module.css';

// Payment is what the order costs and whether it is paid already.
export function Payment({ order, amount = total(order) }: { order: Order; amount?: number }) {
  const { t, i18n } = useTranslation();
  const write = useMoney(order.currency);
  const state = paid(order);
  const types = [...new Set((order.payments ?? []).map((payment) => payment.type).filter((type) => type !== undefined))];
  const Icon = types.includes('cash') ? IconCash : IconCreditCard;
  const named = (type: string) => (i18n.exists(`payment.type.${type}`) ? t(`payment.type.${type}` as 'payment.type.cash') : type);
  return (
    <div className={classes.payment}>
      <span className={`${classes.total} tabular`}>{write(amount)}</span>
      {state !== 'unknown' && (
        <span className={classes.state} data-paid={state === 'paid'}>
          <Icon size={17} aria-hidden />
          {[t(`payment.${state}`), ...types.map(named)].join(' · ')}
        </span>
      )}
      {order.change_from !== undefined && (
        <span className={classes.change}>
          {t('payment.changeFrom', { amount: write(order.change_from), change: write(Math.max(0, order.change_from - amount)) })}
        </span>
      )}
    </div>
  );
}
