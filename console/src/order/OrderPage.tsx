import { Center, Loader, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useKeys } from '../app/keys';
import type { Order } from '../api/types';
import { ConflictPanel } from '../editor/ConflictPanel';
import { DishEditor } from '../editor/DishEditor';
import { isEditable } from '../editor/editable';
import { useDraft } from '../editor/useDraft';
import { useProblemText } from '../lib/problems';
import { useMay } from '../session/session';
import { ActionBar } from './ActionBar';
import { Again } from './Again';
import { Awaits } from './Awaits';
import { CheckPanel } from './CheckPanel';
import { GuestPanel } from './GuestPanel';
import { OrderHead } from './OrderHead';
import classes from './OrderPage.module.css';
import { isFinal, needsAttention } from './place';
import { Resolve } from './Resolve';
import { ThreeViews } from './ThreeViews';
import { Timeline } from './Timeline';
import { useDecisions } from './useDecisions';
import { useOrder } from './useOrder';

// OrderPage is everything about one order, and everything to do about it.
export function OrderPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const words = useProblemText();
  const [, go] = useLocation();
  const { order, failed } = useOrder(id);
  useKeys({ Escape: () => go('/') });
  if (order) return <Loaded order={order} />;
  return <Center h="100%">{failed ? <Text role="alert">{words(failed, { not_found: t('order.missing') })}</Text> : <Loader />}</Center>;
}

function Loaded({ order }: { order: Order }) {
  const mayWork = useMay('operator');
  const decisions = useDecisions(order);
  const editing = useDraft(order, decisions);
  const editable = mayWork && isEditable(order);
  const compared = order.injection.state !== 'none' || isFinal(order);

  useKeys(
    { 'Ctrl+KeyZ': editing.undo, 'Ctrl+Shift+KeyZ': editing.redo, 'Ctrl+KeyY': editing.redo, 'Ctrl+KeyS': () => void (editing.dirty && editing.save()) },
    editable,
  );

  return (
    <div className={classes.page} data-status={order.status}>
      <OrderHead order={order} />
      <div className={classes.content} tabIndex={0} role="region">
        <Again order={order} />
        <Awaits order={order} />
        {needsAttention(order) && <Resolve order={order} />}
        {editing.conflict && <ConflictPanel order={order} editing={editing} />}
        <div className={classes.columns}>
          <GuestPanel order={order} editing={editing} editable={editable} />
          <div className={classes.dishes}>
            {editable && <DishEditor order={order} editing={editing} />}
            {(compared || !editable) && <ThreeViews order={order} />}
          </div>
          <div className={classes.side}>
            <CheckPanel order={order} />
            <Timeline order={order} />
          </div>
        </div>
      </div>
      <ActionBar order={order} decisions={decisions} editing={editing} />
    </div>
  );
}
