import { useCallback, useEffect, useMemo, useState } from 'react';
import { amendOrder } from '../api/orders';
import type { Order } from '../api/types';
import { equal, type Contents } from '../order/contents';
import type { Decisions } from '../order/useDecisions';
import { edit, isDirty, keepMine, meet, redo, startDraft, undo, type Draft } from './draft';

// Drafts outlive the view, so that a look at another order loses nothing.
const drafts = new Map<string, Draft>();

export function useDraft(order: Order, decisions: Decisions) {
  const [held, setHeld] = useState<Draft>(() => drafts.get(order.id) ?? startDraft(order));
  const { draft, conflict } = useMemo(() => meet(held, order), [held, order]);

  useEffect(() => {
    if (isDirty(draft)) drafts.set(order.id, draft);
    else drafts.delete(order.id);
  }, [draft, order.id]);

  const change = useCallback((part: Partial<Contents>) => setHeld(edit(draft, { ...draft.present, ...part })), [draft]);
  const save = useCallback(async () => {
    const { items, note, address, guest } = draft.present;
    const base = draft.base;
    const saved = await decisions.decide((current) =>
      amendOrder(current, {
        items,
        note,
        address: equal(address, base.address) ? undefined : address,
        guest: equal(guest, base.guest) ? undefined : guest,
      }),
    );
    if (saved) setHeld(startDraft(saved));
    return saved;
  }, [draft, decisions]);

  return {
    contents: draft.present,
    base: draft.base,
    dirty: isDirty(draft),
    conflict,
    canUndo: draft.past.length > 0,
    canRedo: draft.future.length > 0,
    change,
    save,
    undo: () => setHeld(undo(draft)),
    redo: () => setHeld(redo(draft)),
    reset: () => setHeld(startDraft(order)),
    keepMine: () => setHeld(keepMine(draft, order)),
  };
}

export type Editing = ReturnType<typeof useDraft>;
