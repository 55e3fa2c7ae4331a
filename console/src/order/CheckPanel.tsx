import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { useNamedOrder } from '../menu/named';
import { Panel } from '../ui/Panel';
import { checkGroups } from './checkGroups';
import { CheckMark } from './Checks';

// CheckPanel is all that should be known about the order before calling.
export function CheckPanel({ order: sent }: { order: Order }) {
  const order = useNamedOrder(sent);
  const { t } = useTranslation();
  const groups = checkGroups(order.checks, order.items_agreed);
  return (
    <Panel title={t('checks.title')}>
      {groups.length === 0 && (
        <Text c="var(--good)" fw={600}>
          {t('checks.none')}
        </Text>
      )}
      {groups.map(({ name, checks }, i) => (
        <div key={i}>
          {name && (
            <Text size="sm" mt={i > 0 ? 6 : 0}>
              {name}:
            </Text>
          )}
          {checks.map((check, n) => (
            <CheckMark key={n} check={check} />
          ))}
        </div>
      ))}
    </Panel>
  );
}
