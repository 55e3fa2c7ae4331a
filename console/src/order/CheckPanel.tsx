import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { useNamedOrder } from '../menu/named';
import { Panel } from '../ui/Panel';
import { CheckMark } from './Checks';

// CheckPanel is all that should be known about the order before calling.
export function CheckPanel({ order: sent }: { order: Order }) {
  const order = useNamedOrder(sent);
  const { t } = useTranslation();
  const names = new Map(order.items_agreed.map((item) => [item.line_id, item.name || item.plu]));
  const ranks = { problem: 0, warning: 1, info: 2 };
  const checks = [...order.checks].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
  return (
    <Panel title={t('checks.title')}>
      {checks.length === 0 && <Text c="var(--good)" fw={600}>{t('checks.none')}</Text>}
      {checks.map((check, i) => (
        <div key={i}>
          {check.line_id && names.has(check.line_id) && <Text size="sm">{names.get(check.line_id)}:</Text>}
          <CheckMark check={check} />
        </div>
      ))}
    </Panel>
  );
}
