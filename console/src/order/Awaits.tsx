import { IconArrowBigRightLines } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import classes from './Awaits.module.css';
import { awaitsContents } from './place';

// Awaits says what a person has to do for the dishes to come to the station.
export function Awaits({ order }: { order: Order }) {
  const { t } = useTranslation();
  const what = awaitsContents(order);
  if (!what) return null;
  return (
    <p className={classes.awaits} role="status">
      <IconArrowBigRightLines size={18} aria-hidden />
      {t(`awaits.${what}`, { name: order.pos.order_name ?? '' })}
    </p>
  );
}
