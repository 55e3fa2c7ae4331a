import { IconBellRinging, IconCalendarTime, IconCheck, IconChefHat, IconPackage, IconTrash, IconTruckDelivery } from '@tabler/icons-react';
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order, Status } from '../api/types';

const looks: Record<Status, { color: string; Icon: typeof IconCheck }> = {
  waiting: { color: 'pink.8', Icon: IconBellRinging },
  scheduled: { color: 'violet.8', Icon: IconCalendarTime },
  accepted: { color: 'lagoon.8', Icon: IconCheck },
  in_work: { color: 'indigo.8', Icon: IconChefHat },
  ready: { color: 'green.9', Icon: IconPackage },
  on_the_way: { color: 'blue.8', Icon: IconTruckDelivery },
  completed: { color: 'gray.7', Icon: IconCheck },
  rejected: { color: 'gray.7', Icon: IconTrash },
  cancelled: { color: 'gray.7', Icon: IconTrash },
  expired: { color: 'gray.7', Icon: IconTrash },
  failed: { color: 'red.9', Icon: IconTrash },
};

export function StatusBadge({ order, size = 'md' }: { order: Pick<Order, 'status'>; size?: 'sm' | 'md' | 'lg' }) {
  const { t } = useTranslation();
  const { color, Icon } = looks[order.status];
  return (
    <Badge color={color} size={size} radius="sm" variant="filled" tt="none" leftSection={<Icon size={13} aria-hidden />}>
      {t(`status.${order.status}`)}
    </Badge>
  );
}
