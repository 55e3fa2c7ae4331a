import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { postponeOrder } from '../api/orders';
import { useKeys } from '../app/keys';
import { useNow } from '../lib/clock';
import { clock } from '../lib/format';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Key } from '../ui/Key';
import type { ControlProps } from './ActionBar';
import { numberOf } from './place';
import { unreachableNote } from './unreachable';

const choices = [5, 10, 15, 30, 60];

// Unreachable keeps an order waiting whose guest does not answer: it is quiet
// until the guest is to be called again.
export function Unreachable({ order, decisions, editing }: ControlProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const [, go] = useLocation();
  const [opened, setOpened] = useState(false);
  const zone = useRestaurants().find(order.restaurant ?? '')?.time_zone;
  useKeys({ KeyU: () => setOpened(true) });

  async function postpone(minutes: number) {
    if (editing.dirty && !(await editing.save())) return;
    const note = unreachableNote(editing.contents.note, t('unreachable.note'), clock(now, i18n.language, zone));
    const postponed = await decisions.decide((current) => postponeOrder(current, minutes, note));
    if (!postponed) return;
    const at = postponed.deadlines.remind_at ?? '';
    notifications.show({ message: t('unreachable.done', { number: numberOf(order), time: clock(at, i18n.language, zone) }) });
    go('/');
  }

  return (
    <Menu opened={opened} onChange={setOpened} position="top-start" shadow="md">
      <Menu.Target>
        <Button size="md" variant="default" loading={decisions.busy} leftSection={<IconPhoneOff size={19} aria-hidden />} rightSection={<Key name="U" />} title={t('unreachable.what')}>
          {t('unreachable.action')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('unreachable.when')}</Menu.Label>
        {choices.map((minutes) => (
          <Menu.Item key={minutes} onClick={() => void postpone(minutes)}>
            {t('unreachable.minutes', { count: minutes })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
