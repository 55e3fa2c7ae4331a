import { expect, it } from 'vitest';
import { contentsOf } from '../order/contents';
import { anOrder } from '../testing';
import { edit, isDirty, meet, redo, startDraft, undo } from './draft';

const order = anOrder({ revision: 5 });
const noted = (note: string) => ({ ...contentsOf(order), note });

it('undoes and redoes step by step', () => {
  let draft = edit(edit(startDraft(order), noted('a')), noted('b'));
  draft = undo(draft);
  expect(draft.present.note).toBe('a');
  draft = undo(undo(draft));
  expect(isDirty(draft)).toBe(false);
  draft = redo(redo(draft));
  expect(draft.present.note).toBe('b');
  expect(edit(undo(draft), noted('c')).future).toEqual([]);
});

it('follows the order while nothing is edited', () => {
  const now = anOrder({ revision: 6, operator_note: 'theirs' });
  expect(meet(startDraft(order), now)).toMatchObject({ conflict: false, draft: { base: now, present: { note: 'theirs' } } });
});

it('stays on top of events that change no contents', () => {
  const draft = edit(startDraft(order), noted('mine'));
  const met = meet(draft, anOrder({ revision: 6, escalated: true }));
  expect(met).toMatchObject({ conflict: false, draft: { base: { revision: 6 }, present: { note: 'mine' } } });
});

it('is a conflict when somebody else changed the contents', () => {
  const draft = edit(startDraft(order), noted('mine'));
  expect(meet(draft, anOrder({ revision: 6, operator_note: 'theirs' }))).toEqual({ draft, conflict: true });
  expect(meet(draft, anOrder({ revision: 6, operator_note: 'mine' })).conflict).toBe(false);
});
