import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconHandGrab, IconPhoneOff, IconRotate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isHeld } from '../alarm/state';
import { amendOrder, takeOrder } from '../api/orders';
import { useKeys } from '../app/keys';
import { useNow } from '../lib/clock';
import { clock } from '../lib/format';
import { questions } from '../ui/confirm';
import { useMe } from '../session/session';
import type { ControlProps } from './ActionBar';
import { unreachableNote } from './unreachable';
import { Key } from '../ui/Key';

// TakeControls say who is on a waiting order, and keep it when nobody answers.
export function TakeControls({ order, decisions }: ControlProps) {
  const { t, i18n } = useTranslation();
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

  // The take is made anew, so that the order calls again when it runs out.
  async function unreachable() {
    const note = unreachableNote(order.operator_note ?? '', t('unreachable.note'), clock(now, i18n.language));
    await decisions.decide(async (current) => takeOrder(await amendOrder(current, { items: current.items_agreed, note }), true));
  }

  useKeys({ KeyT: () => void take(), KeyU: () => void (mine && unreachable()) });

  return (
    <>
      {!mine && (
        <Button size="md" color="pink.8" loading={decisions.busy} leftSection={<IconHandGrab size={20} aria-hidden />} rightSection={<Key name="T" />} onClick={() => void take()}>
          {t(held ? 'take.over' : 'action.take')}
        </Button>
      )}
      {mine && (
        <>
          <Button size="md" variant="default" loading={decisions.busy} leftSection={<IconPhoneOff size={19} aria-hidden />} rightSection={<Key name="U" />} onClick={() => void unreachable()} title={t('unreachable.what')}>
            {t('unreachable.action')}
          </Button>
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
