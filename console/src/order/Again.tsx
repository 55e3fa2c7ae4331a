import { IconPhoneCalling } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { postponedUntil } from '../alarm/state';
import type { Order } from '../api/types';
import { useNow } from '../lib/clock';
import { duration } from '../lib/format';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';
import classes from './Awaits.module.css';

// Again counts down to the next call of a guest who could not be reached.
export function Again({ order }: { order: Order }) {
  const { t } = useTranslation();
  const now = useNow();
  const { find } = useRestaurants();
  const again = postponedUntil(order, now);
  if (again === undefined) return null;
  return (
    <p className={classes.awaits} role="timer">
      <IconPhoneCalling size={18} aria-hidden />
      <span>
        {t('unreachable.again')} <Moment at={new Date(again).toISOString()} zone={find(order.restaurant ?? '')?.time_zone} />,{' '}
        <span className="tabular">{t('unreachable.in', { time: duration(again - now) })}</span>
      </span>
    </p>
  );
}
