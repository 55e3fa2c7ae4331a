import { Button, Popover } from '@mantine/core';
import { IconCalendarTime, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { isEditable } from '../editor/editable';
import { useNow } from '../lib/clock';
import { useRestaurants } from '../restaurants/useRestaurants';
import { useMay } from '../session/session';
import { Moment } from '../ui/Moment';
import { DueTimeForm } from './DueTimeForm';
import { dueAt, isFinal } from './place';

// DueTime is when the guest gets the order; red when that has passed.
export function DueTime({ order }: { order: Order }) {
  const { t } = useTranslation();
  const now = useNow();
  const { find } = useRestaurants();
  const due = dueAt(order);
  const late = due !== undefined && !isFinal(order) && Date.parse(due) < now;
  return (
    <span style={{ display: 'inline-flex', gap: 5, alignItems: 'center', fontWeight: 700, color: late ? 'var(--bad)' : undefined }}>
      <IconCalendarTime size={17} aria-hidden />
      {due ? (
        <span>
          {t(order.confirmed_at ? 'order.promised' : 'order.for')} <Moment at={due} zone={find(order.restaurant ?? '')?.time_zone} />
        </span>
      ) : (
        t('order.asap')
      )}
    </span>
  );
}

// ChangeableDueTime is the due time with a way to change it while the order is open.
export function ChangeableDueTime({ order }: { order: Order }) {
  const { t } = useTranslation();
  const mayWork = useMay('operator');
  const [opened, setOpened] = useState(false);
  if (!mayWork || !isEditable(order)) return <DueTime order={order} />;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" withArrow shadow="md" trapFocus width={300}>
      <Popover.Target>
        <Button variant="default" size="compact-lg" px={10} fz={15} rightSection={<IconPencil size={16} aria-hidden />} title={t('due.change')} onClick={() => setOpened(!opened)}>
          <DueTime order={order} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <DueTimeForm order={order} close={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
