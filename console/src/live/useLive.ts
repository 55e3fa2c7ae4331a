// The live orders in components.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { followFeed } from './feed';
import { openOrders, type Snapshot } from './openorders';

const anewEvery = 5 * 60_000; // lists are read anew, should an event ever be lost

export const useSnapshot = (): Snapshot => useSyncExternalStore(openOrders.subscribe, openOrders.get);

// useFeed keeps the live orders going while somebody is signed in.
export function useFeed(signedOut: () => void) {
  const queries = useQueryClient();
  useEffect(() => {
    const load = () => openOrders.load().catch(() => undefined);
    const stop = followFeed({
      opened: (fresh) => {
        openOrders.setLine('live');
        if (fresh || !openOrders.get().loaded) void load();
        void queries.invalidateQueries({ queryKey: ['restaurants'] });
      },
      event: (event) => openOrders.hear(event),
      lost: () => openOrders.setLine('lost'),
      refused: signedOut,
    });
    const timer = setInterval(load, anewEvery);
    return () => {
      clearInterval(timer);
      stop();
      openOrders.reset();
    };
  }, [queries, signedOut]);
}

// useOpenOrder is one of the live orders.
export function useOpenOrder(id: string) {
  const { orders } = useSnapshot();
  return useMemo(() => orders.get(id), [orders, id]);
}
