import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readOrder } from '../api/orders';
import type { Order } from '../api/types';
import { openOrders } from '../live/openorders';
import { useOpenOrder } from '../live/useLive';

// useOrder is any order, live: from the board while it is open, and as it was
// read when it is over.
export function useOrder(id: string) {
  const queries = useQueryClient();
  const open = useOpenOrder(id);
  const read = useQuery({ queryKey: ['order', id], queryFn: ({ signal }) => readOrder(id, signal) });

  useEffect(
    () =>
      openOrders.watch(id, (order) =>
        queries.setQueryData<Order>(['order', id], (held) => (held && held.revision > order.revision ? held : order)),
      ),
    [id, queries],
  );

  const newest = open && read.data ? (open.revision >= read.data.revision ? open : read.data) : (open ?? read.data);
  return { order: newest, failed: newest ? undefined : read.error };
}
