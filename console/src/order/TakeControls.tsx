import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconHandGrab, IconRotate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isHeld } from '../alarm/state';
import { useKeys } from '../app/keys';
import { useNow } from '../lib/clock';
import { questions } from '../ui/confirm';
import { useMe } from '../session/session';
import type { ControlProps } from './ActionBar';
import { Unreachable } from './Unreachable';
import { Key } from '../ui/Key';

// TakeControls say who is on a waiting order, and keep it when nobody answers.
export function TakeControls({ order, decisions, editing }: ControlProps) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const held = isHeld(order, now);
  const mine = held && order.taken_by === me;

  async function take() {
    if (mine) return;
    if (held) {
      const sure = await questions.confirm({ title: t('take.overTitle', { name: order.taken_by ?? '' }), text: t('take.overText'), yes: t('take.over') });
      if (!sure) return;
    }
    await decisions.take(held);
  }

  useKeys({ KeyT: () => void take() });

  return (
    <>
      {!mine && (
        <Button size="md" color="pink.8" loading={decisions.busy} leftSection={<IconHandGrab size={20} aria-hidden />} rightSection={<Key name="T" />} onClick={() => void take()}>
          {t(held ? 'take.over' : 'action.take')}
        </Button>
      )}
      {mine && (
        <>
          <Unreachable order={order} decisions={decisions} editing={editing} />
          <Tooltip label={t('action.release')}>
            <ActionIcon size={42} variant="default" loading={decisions.busy} aria-label={t('action.release')} onClick={() => void decisions.release()}>
              <IconRotate size={20} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </>
  );
}
