import { Button, Center, Loader, ScrollArea, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { listOrders } from '../api/orders';
import type { Order } from '../api/types';
import { useBoardFilter } from '../board/useBoardFilter';
import { total } from '../lib/amounts';
import { phone } from '../lib/format';
import { useProblemText } from '../lib/problems';
import { useNamedOrder } from '../menu/named';
import { numberOf } from '../order/place';
import { StatusBadge } from '../order/StatusBadge';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';
import { useMoney } from '../ui/useMoney';
import { statusesOf, useHistoryFilter } from './filter';
import classes from './History.module.css';

// History is all orders, the newest first, also the finished and deleted ones.
export function History() {
  const { t } = useTranslation();
  const words = useProblemText();
  const { filter } = useBoardFilter();
  const { status } = useHistoryFilter();
  const [text] = useDebouncedValue(filter.text, 250);
  const query = { status: statusesOf(status), restaurant: filter.restaurant ? [filter.restaurant] : [], source: filter.source, q: text.trim() };
  const found = useInfiniteQuery({
    queryKey: ['history', query],
    queryFn: ({ pageParam, signal }) => listOrders({ ...query, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: 15_000,
  });
  const orders = found.data?.pages.flatMap((page) => page.items) ?? [];

  if (found.isPending) {
    return (
      <Center flex={1}>
        <Loader />
      </Center>
    );
  }
  return (
    <ScrollArea className={classes.frame} viewportProps={{ tabIndex: 0 }}>
      <Table highlightOnHover stickyHeader verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {(['number', 'created', 'status', 'guest', 'dishes', 'total', 'restaurant', 'decided'] as const).map((column) => (
              <Table.Th key={column}>{t(`history.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {orders.map((order) => (
            <Row key={order.id} order={order} />
          ))}
        </Table.Tbody>
      </Table>
      {found.isError && <Text c="red">{words(found.error)}</Text>}
      {orders.length === 0 && !found.isError && <Text className={classes.empty}>{t('history.none')}</Text>}
      {found.hasNextPage && (
        <Center p="md">
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('history.more')}
          </Button>
        </Center>
      )}
    </ScrollArea>
  );
}

function Row({ order: sent }: { order: Order }) {
  const order = useNamedOrder(sent);
  const { t } = useTranslation();
  const [, go] = useLocation();
  const write = useMoney(order.currency);
  const { name } = useRestaurants();
  return (
    <Table.Tr className={classes.row} onClick={() => go(`/orders/${order.id}`)}>
      <Table.Td>
        <a href={`#/orders/${order.id}`} data-card={order.id} className={classes.number} onClick={(event) => event.stopPropagation()}>
          {numberOf(order)}
        </a>
      </Table.Td>
      <Table.Td>
        <Moment at={order.created_at} />
      </Table.Td>
      <Table.Td>
        <StatusBadge order={order} />
        {order.reason && <Text size="sm">{t(`reason.${order.reason.code}`)}</Text>}
      </Table.Td>
      <Table.Td>
        {order.guest.name} <span className="tabular">{phone(order.guest.phone)}</span>
      </Table.Td>
      <Table.Td className={classes.dishes}>{order.items_agreed.map((item) => item.name || item.plu).join(', ')}</Table.Td>
      <Table.Td className="tabular">{write(total(order))}</Table.Td>
      <Table.Td>
        {name(order.restaurant ?? '')}
        <Text size="sm" c="dimmed">
          {order.source}
        </Text>
      </Table.Td>
      <Table.Td>{order.decided_by}</Table.Td>
    </Table.Tr>
  );
}
