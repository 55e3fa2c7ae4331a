import { useTranslation } from 'react-i18next';
import { IconClock, IconHourglassLow } from '@tabler/icons-react';
import type { Order } from '../api/types';
import { useNow } from '../lib/clock';
import { duration } from '../lib/format';
import { levelOf } from '../alarm/state';
import classes from './Age.module.css';

// Age is how long an order waits, and how long it still may.
export function Age({ order }: { order: Order }) {
  const { t } = useTranslation();
  const now = useNow();
  const level = levelOf(order, now);
  const until = order.deadlines.expire_at ?? order.deadlines.escalate_at;
  const left = until ? Date.parse(until) - now : undefined;
  return (
    <span className={`${classes.age} tabular`} data-level={level}>
      <span className={classes.part} title={t('order.age')}>
        <IconClock size={16} aria-hidden />
        <span className="visually-hidden">{t('order.age')}</span>
        {duration(now - Date.parse(order.created_at))}
      </span>
      {left !== undefined && (
        <span className={classes.part} title={t(order.deadlines.expire_at ? 'order.expires' : 'order.escalates')}>
          <IconHourglassLow size={16} aria-hidden />
          {left > 0 ? t('order.left', { time: duration(left) }) : t('order.overdue', { time: duration(-left) })}
        </span>
      )}
    </span>
  );
}
