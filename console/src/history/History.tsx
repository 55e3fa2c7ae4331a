import { ScrollArea, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { listOrders } from '../api/orders';
import type { Order } from '../api/types';
import { useBoardFilter } from '../board/useBoardFilter';
import { total } from '../lib/amounts';
import { phone } from '../lib/format';
import { useNamedOrder } from '../menu/named';
import { numberOf } from '../order/place';
import { StatusBadge } from '../order/StatusBadge';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';
import { Pages, usePages } from '../ui/Pages';
import stacked from '../ui/Stacked.module.css';
import { useMoney } from '../ui/useMoney';
import { statusesOf, useHistoryFilter } from './filter';
import classes from './History.module.css';

const columns = ['number', 'created', 'status', 'guest', 'dishes', 'total', 'restaurant', 'decided'] as const;
const lookEvery = 15_000;

// History is all orders, the newest first, also the finished and deleted ones.
export function History() {
  const { t } = useTranslation();
  const { filter } = useBoardFilter();
  const { status } = useHistoryFilter();
  const [text] = useDebouncedValue(filter.text, 250);
  const query = { status: statusesOf(status), restaurant: filter.restaurant ? [filter.restaurant] : [], source: filter.source, q: text.trim() };
  const list = usePages(['history', query], (cursor, signal) => listOrders({ ...query, cursor }, signal), lookEvery);
  return (
    <ScrollArea className={classes.frame} viewportProps={{ tabIndex: 0 }}>
      <Pages list={list} none={t('history.none')}>
        {(orders) => (
          <Table className={stacked.stacked} highlightOnHover stickyHeader verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
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
        )}
      </Pages>
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
