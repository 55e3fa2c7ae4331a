import { Button, Group, Text } from '@mantine/core';
import { questions } from '../ui/confirm';
import { IconHandStop, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { useServed } from '../i18n/served';
import { useMay } from '../session/session';
import { CancelDialog } from './CancelDialog';
import classes from './Resolve.module.css';
import { calledOff } from './place';
import { useDecisions } from './useDecisions';

// Resolve is why the order stands still, and the answers a person has.
export function Resolve({ order }: { order: Order }) {
  return (
    <>
      {order.injection.state === 'needs_operator' && <Stuck order={order} />}
      {order.cancel_request && !order.cancel_request.answer && <CancelWish order={order} />}
    </>
  );
}

function Stuck({ order }: { order: Order }) {
  const { t, i18n } = useTranslation();
  const served = useServed();
  const mayWork = useMay('operator');
  const { busy, resolve } = useDecisions(order);
  const fault = order.injection.last_error;
  const code = fault?.code ?? 'station_refused';
  const remedy = i18n.exists(`remedy.${code}`) ? t(`remedy.${code}` as 'remedy.station_refused') : served(fault?.remedy ?? '');
  const cause = i18n.exists(`cause.${code}`) ? t(`cause.${code}` as 'cause.station_refused') : served(fault?.message ?? '');
  const told = served(fault?.message ?? '', '');
  async function byHand() {
    if (await questions.confirm({ title: t('resolve.byHandTitle'), text: t('resolve.byHandText'), yes: t('resolve.done_by_hand') })) void resolve('done_by_hand');
  }
  async function giveUp() {
    if (await questions.confirm({ title: t('resolve.cancelTitle'), text: t('resolve.cancelText'), yes: t('resolve.cancel'), danger: true })) void resolve('cancel');
  }
  return (
    <section className={classes.resolve} aria-label={t('resolve.title')}>
      <dl className={classes.facts}>
        <dt>{t('resolve.cause')}</dt>
        <dd>
          <b>{cause}</b>
          {told && told !== cause && <Text size="sm">{told}</Text>}
        </dd>
        <dt>{t('resolve.remedy')}</dt>
        <dd>{remedy}</dd>
        {fault?.owner && (
          <>
            <dt>{t('resolve.owner')}</dt>
            <dd>{t(`owner.${fault.owner}`)}</dd>
          </>
        )}
      </dl>
      {mayWork && (
        <Group gap="xs">
          <Button loading={busy} leftSection={<IconRefresh size={17} aria-hidden />} onClick={() => void resolve('retry')}>
            {t('resolve.retry')}
          </Button>
          <Button variant="default" loading={busy} leftSection={<IconHandStop size={17} aria-hidden />} onClick={() => void byHand()}>
            {t('resolve.done_by_hand')}
          </Button>
          {!calledOff(order) && (
            <Button variant="outline" color="red" loading={busy} leftSection={<IconTrash size={17} aria-hidden />} onClick={() => void giveUp()}>
              {t('resolve.cancel')}
            </Button>
          )}
        </Group>
      )}
    </section>
  );
}

// CancelWish is a source that wants an accepted order called off.
function CancelWish({ order }: { order: Order }) {
  const { t } = useTranslation();
  const mayWork = useMay('operator');
  const [asked, setAsked] = useState<'cancel' | 'refuse'>();
  const reason = order.cancel_request?.reason;
  return (
    <section className={classes.resolve} aria-label={t('cancelWish.title')}>
      <Text fw={700}>{t('cancelWish.title')}</Text>
      {reason && (
        <Text>
          {t(`reason.${reason.code}`)}
          {reason.text && `: ${reason.text}`}
        </Text>
      )}
      {mayWork && (
        <Group gap="xs">
          <Button color="red" variant="outline" leftSection={<IconTrash size={17} aria-hidden />} onClick={() => setAsked('cancel')}>
            {t('action.cancel')}
          </Button>
          <Button variant="default" onClick={() => setAsked('refuse')}>
            {t('cancelWish.refuse')}
          </Button>
        </Group>
      )}
      <CancelDialog order={order} opened={asked !== undefined} close={() => setAsked(undefined)} suggested={asked === 'cancel' ? reason?.code : undefined} refusing={asked === 'refuse'} />
    </section>
  );
}
