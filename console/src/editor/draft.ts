// A draft of an order's contents, with undo, on top of a revision of the order.
import type { Order } from '../api/types';
import { contentsOf, equal, type Contents } from '../order/contents';

export interface Draft {
  base: Order; // what the draft was begun from
  past: Contents[];
  present: Contents;
  future: Contents[];
}

const stepsKept = 100;

export const startDraft = (order: Order): Draft => ({ base: order, past: [], present: contentsOf(order), future: [] });

export const isDirty = (draft: Draft) => !equal(draft.present, contentsOf(draft.base));

export function edit(draft: Draft, present: Contents): Draft {
  if (equal(present, draft.present)) return draft;
  return { ...draft, past: [...draft.past, draft.present].slice(-stepsKept), present, future: [] };
}

export function undo(draft: Draft): Draft {
  const before = draft.past.at(-1);
  if (!before) return draft;
  return { ...draft, past: draft.past.slice(0, -1), present: before, future: [draft.present, ...draft.future] };
}

export function redo(draft: Draft): Draft {
  const after = draft.future[0];
  if (!after) return draft;
  return { ...draft, past: [...draft.past, draft.present], present: after, future: draft.future.slice(1) };
}

// meet puts a draft on top of the order as it is now. A draft without edits
// follows the order; an order whose contents stayed moves under the draft; else
// it is a conflict, and the person decides.
export function meet(draft: Draft, now: Order): { draft: Draft; conflict: boolean } {
  if (now.revision <= draft.base.revision) return { draft, conflict: false };
  if (!isDirty(draft)) return { draft: startDraft(now), conflict: false };
  if (equal(contentsOf(now), draft.present)) return { draft: startDraft(now), conflict: false };
  if (equal(contentsOf(now), contentsOf(draft.base))) return { draft: { ...draft, base: now }, conflict: false };
  return { draft, conflict: true };
}

// keepMine puts the draft on top of what somebody else changed.
export const keepMine = (draft: Draft, now: Order): Draft => ({ ...draft, base: now });
