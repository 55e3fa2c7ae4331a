import { Button, Group, Text } from '@mantine/core';
import { IconEdit, IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import type { Editing } from '../editor/useDraft';
import { sums } from '../lib/amounts';
import { phone, telephoneLink } from '../lib/format';
import { useMenu } from '../menu/menu';
import { named, useNamedOrder } from '../menu/named';
import { Panel } from '../ui/Panel';
import { GuestForm } from './GuestForm';
import { GuestLines } from './GuestLines';
import { Payment } from './Payment';

interface Props {
  order: Order;
  editing: Editing;
  editable: boolean;
}

// GuestPanel is who to call, where it goes and how it is paid.
export function GuestPanel({ order, editing, editable }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { guest, address, note, items } = editing.contents;
  const { data: menu } = useMenu(order.restaurant ?? '');
  const paying = useNamedOrder(order);
  const shown: Order = { ...order, guest, address, operator_note: note };
  return (
    <Panel
      title={t('guest.title')}
      aside={
        editable && !open ? (
          <Button variant="subtle" size="compact-sm" leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setOpen(true)}>
            {t('edit')}
          </Button>
        ) : undefined
      }
    >
      <Button component="a" href={telephoneLink(guest.phone)} fullWidth size="md" variant="light" mb="sm" leftSection={<IconPhoneCall size={20} aria-hidden />}>
        {t('guest.call', { phone: phone(guest.phone) })}
      </Button>
      {open && editable ? <GuestForm order={order} editing={editing} close={() => setOpen(false)} /> : <GuestLines order={shown} />}
      {guest.email && (
        <Text size="sm" mt={6}>
          {guest.email}
        </Text>
      )}
      <Group mt="md" pt="sm" style={{ borderTop: '1px solid var(--line)' }}>
        <Payment order={paying} amount={editing.dirty ? sums(named(items, menu), order).total : undefined} />
      </Group>
    </Panel>
  );
}
