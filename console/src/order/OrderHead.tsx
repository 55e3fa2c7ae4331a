import { ActionIcon, Anchor, Button, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconExternalLink, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useKeys } from '../app/keys';
import type { Order } from '../api/types';
import { Where } from '../board/Where';
import { printSlip, Slip } from '../print/Slip';
import { Age } from './Age';
import { DueTime } from './DueTime';
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
      <Button variant="default" size="compact-md" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={() => go('/')}>
        {t('order.back')}
      </Button>
      <h1 className={classes.number}>№ {numberOf(order)}</h1>
      <StatusBadge order={order} size="lg" />
      {order.is_test && <b className={classes.test}>{t('order.test')}</b>}
      {order.status === 'waiting' && <Age order={order} />}
      <DueTime order={order} />
      <Injection order={order} wordy />
      <span className={classes.gap} />
      <Holder order={order} />
      <Where order={order} />
      {order.links.temporal && (
        <Anchor href={order.links.temporal} target="_blank" rel="noreferrer" size="sm" className={classes.link}>
          Temporal <IconExternalLink size={14} aria-hidden />
        </Anchor>
      )}
      <Tooltip label={t('order.print')}>
        <ActionIcon variant="default" size="lg" aria-label={t('order.print')} onClick={printSlip}>
          <IconPrinter size={19} />
        </ActionIcon>
      </Tooltip>
      <Slip order={order} />
    </header>
  );
}
