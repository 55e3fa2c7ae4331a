// What a person can do about an order, with the answer shown everywhere.
import { useCallback, useMemo, useState } from 'react';
import * as api from '../api/orders';
import { Problem } from '../api/client';
import type { Order, Reason, Status } from '../api/types';
import { openOrders } from '../live/openorders';
import { useRefused } from '../lib/problems';
import { sameContents } from './contents';

// untilCurrent sends a decision again when the order moved on without its
// contents changing: a reminder of the clock is nobody's edit.
export async function untilCurrent(order: Order, send: (order: Order) => Promise<Order>): Promise<Order> {
  let seen = order;
  for (let tries = 0; ; tries++) {
    try {
      return await send(seen);
    } catch (error) {
      const now = error instanceof Problem && error.code === 'stale_revision' ? error.order : undefined;
      if (!now || tries >= 3 || now.status !== seen.status || !sameContents(now, seen)) throw error;
      seen = now;
    }
  }
}

export function useDecisions(order: Order) {
  const refused = useRefused();
  const [busy, setBusy] = useState(false);

  // decide gives the order afterwards, or nothing when it was refused. A decision
  // that follows another starts from what that one left.
  const decide = useCallback(
    async (send: (order: Order) => Promise<Order>, from: Order = order): Promise<Order | undefined> => {
      setBusy(true);
      try {
        const decided = await untilCurrent(from, send);
        openOrders.put(decided);
        return decided;
      } catch (error) {
        refused(error);
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [order, refused],
  );

  return useMemo(
    () => ({
      busy,
      decide,
      take: (force = false) => decide((current) => api.takeOrder(current, force)),
      release: () => decide(api.releaseOrder),
      accept: (acceptance: api.Acceptance, from?: Order) => decide((current) => api.acceptOrder(current, acceptance), from),
      cancel: (reason: Reason) => decide((current) => api.cancelOrder(current, reason)),
      refuseCancel: (reason: Reason) => decide((current) => api.refuseCancel(current, reason)),
      save: (from?: Order) => decide(api.saveOrder, from),
      advance: (status: Status) => decide((current) => api.advanceOrder(current, status)),
      resolve: (action: 'retry' | 'done_by_hand' | 'cancel', note?: string) => decide((current) => api.resolveOrder(current, action, note)),
    }),
    [busy, decide],
  );
}

export type Decisions = ReturnType<typeof useDecisions>;
