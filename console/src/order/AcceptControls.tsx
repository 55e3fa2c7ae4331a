import { Button, Group } from '@mantine/core';
import { TimeField } from '../ui/TimeField';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { isHeld } from '../alarm/state';
import { useKeys } from '../app/keys';
import { useNow } from '../lib/clock';
import { useRestaurants } from '../restaurants/useRestaurants';
import { useMe } from '../session/session';
import { isMeanwhile, openingPromise, postponed } from './promise';
import type { ControlProps } from './ActionBar';
import { numberOf } from './place';
import { notifications } from '@mantine/notifications';
import { Key } from '../ui/Key';

const steps = [5, 10, 15];

// AcceptControls are the human yes, with the time that is promised.
export function AcceptControls({ order, decisions, editing, disabled }: ControlProps & { disabled: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const [, go] = useLocation();
  const zone = useRestaurants().find(order.restaurant ?? '')?.time_zone;
  // What was chosen holds until the guest wants another time.
  const asked = openingPromise(order);
  const [chosen, setChosen] = useState<{ asked?: number; promise?: number }>();
  const promise = chosen && chosen.asked === asked ? chosen.promise : asked;
  const setPromise = (next: number | undefined) => setChosen({ asked, promise: next });

  async function accept() {
    if (disabled || decisions.busy) return;
    const agreed = editing.dirty ? await editing.save() : order;
    if (!agreed) return;
    const confirmed = promise === undefined || isMeanwhile(promise, now) ? undefined : new Date(promise).toISOString();
    const accepted = await decisions.accept({ confirmed_at: confirmed }, agreed);
    if (!accepted) return;
    notifications.show({ color: 'green', message: t('accept.done', { number: numberOf(order) }) });
    if (accepted.fill === 'on_accept') go('/');
  }

  useKeys({ KeyA: () => void accept(), 'Ctrl+Enter': () => void accept() });
  const mine = isHeld(order, now) && order.taken_by === me;

  return (
    <>
      <Group gap={4} wrap="nowrap" role="group" aria-label={t('accept.promise')}>
        <TimeField label={t('accept.promise')} value={promise} change={setPromise} now={now} zone={zone} />
        {steps.map((minutes) => (
          <Button key={minutes} variant="default" size="md" px={10} onClick={() => setPromise(postponed(promise, minutes, now))}>
            +{minutes}
          </Button>
        ))}
      </Group>
      <Button size="md" color="green.9" variant={mine ? 'filled' : 'default'} disabled={disabled} loading={decisions.busy} leftSection={<IconCheck size={20} aria-hidden />} rightSection={<Key name="A" />} onClick={() => void accept()}>
        {t('action.accept')}
      </Button>
    </>
  );
}
