import { Button, Group, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { changes, contentsOf, type Change } from '../order/contents';
import { Banner } from '../ui/Banner';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Editing } from './useDraft';

interface Props {
  order: Order;
  editing: Editing;
}

// ConflictPanel shows what somebody else changed while this person was editing.
export function ConflictPanel({ order, editing }: Props) {
  const { t } = useTranslation();
  const theirs = changes(contentsOf(editing.base), contentsOf(order));
  const who = order.history.findLast((entry) => entry.event === 'order.amended' || entry.event === 'order.accepted')?.actor ?? '';
  return (
    <Banner
      tone="bad"
      icon={<IconAlertTriangle size={24} aria-hidden />}
      text={
        <>
          <Text fw={700}>{t('conflict.title', { name: who })}</Text>
          <List size="sm">
            {theirs.map((change, i) => (
              <List.Item key={i}>
                <ChangeText change={change} />
              </List.Item>
            ))}
          </List>
        </>
      }
    >
      <Group gap="xs">
        <Button variant="default" onClick={editing.reset}>
          {t('conflict.theirs')}
        </Button>
        <Button color="red.8" onClick={editing.keepMine}>
          {t('conflict.mine')}
        </Button>
      </Group>
    </Banner>
  );
}

export function ChangeText({ change }: { change: Change }) {
  const { t } = useTranslation();
  switch (change.kind) {
    case 'added':
    case 'removed':
      return t(`change.${change.kind}`, { name: change.name, quantity: change.quantity });
    case 'quantity':
      return t('change.quantity', { name: change.name, from: change.from, to: change.to });
    case 'dish':
      return t('change.dish', { name: change.name });
    default:
      return t(`change.${change.kind}`, { from: change.from || '—', to: change.to || '—' });
  }
}
