import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useKeys } from '../app/keys';
import type { Order } from '../api/types';
import { Where } from '../board/Where';
import { printSlip, Slip } from '../print/Slip';
import { Age } from './Age';
import { Ahead } from './Ahead';
import { ChangeableDueTime } from './DueTime';
import { Holder } from './Holder';
import { Injection } from './Injection';
import classes from './OrderHead.module.css';
import { numberOf } from './place';
import { StatusBadge } from './StatusBadge';

export function OrderHead({ order }: { order: Order }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  useKeys({ KeyP: printSlip });
  return (
    <header className={classes.head} data-status={order.status}>
      <Tooltip label={`${t('order.back')} (Esc)`}>
        <ActionIcon variant="default" size="lg" aria-label={t('order.back')} onClick={() => go('/')}>
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      <h1 className={classes.number}>№ {numberOf(order)}</h1>
      <StatusBadge order={order} size="lg" />
      {order.is_test && <b className={classes.test}>{t('order.test')}</b>}
      {order.status === 'waiting' && <Age order={order} />}
      <ChangeableDueTime order={order} />
      <Ahead order={order} />
      <Injection order={order} wordy />
      <span className={classes.gap} />
      <Holder order={order} />
      <Where order={order} />
      <Tooltip label={t('order.print')}>
        <ActionIcon variant="default" size="lg" aria-label={t('order.print')} onClick={printSlip}>
          <IconPrinter size={19} />
        </ActionIcon>
      </Tooltip>
      <Slip order={order} />
    </header>
  );
}
