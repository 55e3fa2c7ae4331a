import { Button, Group } from '@mantine/core';
import { IconDeviceFloppy, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { isHeld } from '../alarm/state';
import { useKeys } from '../app/keys';
import type { Order } from '../api/types';
import type { Editing } from '../editor/useDraft';
import { serverNow } from '../api/client';
import { useMay, useMe } from '../session/session';
import { AcceptControls } from './AcceptControls';
import classes from './ActionBar.module.css';
import { CancelDialog } from './CancelDialog';
import { isFinal } from './place';
import { TakeControls } from './TakeControls';
import { WorkControls } from './WorkControls';
import type { Decisions } from './useDecisions';
import { Key } from '../ui/Key';

export interface ControlProps {
  order: Order;
  decisions: Decisions;
  editing: Editing;
}

// ActionBar is what can be decided now, always in the same place.
export function ActionBar({ order, decisions, editing }: ControlProps) {
  const { t } = useTranslation();
  const me = useMe();
  const mayWork = useMay('operator');
  const [cancelling, setCancelling] = useState(false);
  const [, go] = useLocation();
  const waiting = order.status === 'waiting';
  const othersHold = isHeld(order, serverNow()) && order.taken_by !== me;

  useKeys({ KeyX: () => setCancelling(true) }, mayWork && !isFinal(order));

  if (!mayWork || isFinal(order)) return null;
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('order.actions')}>
      {waiting && <TakeControls order={order} decisions={decisions} editing={editing} />}
      <Button variant="outline" color="red" size="md" leftSection={<IconX size={19} aria-hidden />} rightSection={<Key name="X" />} onClick={() => setCancelling(true)}>
        {t('action.cancel')}
      </Button>
      <span className={classes.gap} />
      {editing.dirty && (
        <Button variant="light" size="md" loading={decisions.busy} leftSection={<IconDeviceFloppy size={19} aria-hidden />} onClick={() => void editing.save()}>
          {t('action.saveChanges')}
        </Button>
      )}
      <Group gap="xs">
        {waiting ? <AcceptControls order={order} decisions={decisions} editing={editing} disabled={othersHold || editing.conflict} /> : <WorkControls order={order} decisions={decisions} editing={editing} />}
      </Group>
      <CancelDialog order={order} opened={cancelling} close={() => setCancelling(false)} done={() => go('/')} />
    </div>
  );
}
