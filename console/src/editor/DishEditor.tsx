import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Item, Order } from '../api/types';
import { sums } from '../lib/amounts';
import { groupsOf, useMenu, type MenuDish } from '../menu/menu';
import { complete } from '../menu/choice';
import { named } from '../menu/named';
import { Panel } from '../ui/Panel';
import { useMoney } from '../ui/useMoney';
import { AddDish } from './AddDish';
import classes from './DishEditor.module.css';
import { EditorLine } from './EditorLine';
import { add, change } from './lines';
import { ModifierDialog } from './ModifierDialog';
import type { Editing } from './useDraft';

interface Props {
  order: Order;
  editing: Editing;
}

type Choosing = { dish: MenuDish; line?: Item };

// DishEditor changes the dishes as the guest wishes, with a running total.
export function DishEditor({ order, editing }: Props) {
  const { t } = useTranslation();
  const { data: menu } = useMenu(order.restaurant ?? '');
  const [choosing, setChoosing] = useState<Choosing>();
  const { items } = editing.contents;

  function pick(dish: MenuDish) {
    // A dish that is whole as it is goes in at once; the rest asks.
    if (menu && !complete(groupsOf(menu, dish), {})) setChoosing({ dish });
    else editing.change({ items: add(items, dish) });
  }

  return (
    <Panel title={t('editor.title')} aside={<UndoRedo editing={editing} />}>
      <AddDish menu={menu} pick={pick} currency={order.currency} />
      <ul className={classes.lines}>
        {named(items, menu).map((item) => (
          <EditorLine
            key={item.line_id}
            item={item}
            order={order}
            menu={menu}
            last={items.length === 1}
            change={(next) => editing.change({ items: next(items) })}
            chooseModifiers={(dish) => setChoosing({ dish, line: item })}
          />
        ))}
      </ul>
      <Sum order={order} editing={editing} />
      {menu && choosing && (
        <ModifierDialog
          menu={menu}
          dish={choosing.dish}
          before={choosing.line?.modifiers ?? []}
          currency={order.currency}
          close={() => setChoosing(undefined)}
          chosen={(modifiers) => {
            editing.change({ items: choosing.line ? change(items, choosing.line.line_id, { modifiers }) : add(items, choosing.dish, modifiers) });
            setChoosing(undefined);
          }}
        />
      )}
    </Panel>
  );
}

function UndoRedo({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
  return (
    <Group gap={4}>
      {editing.dirty && (
        <Button variant="subtle" size="compact-sm" onClick={editing.reset}>
          {t('editor.reset')}
        </Button>
      )}
      <Tooltip label={`${t('editor.undo')} (Ctrl+Z)`}>
        <ActionIcon variant="default" aria-label={t('editor.undo')} disabled={!editing.canUndo} onClick={editing.undo}>
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t('editor.redo')} (Ctrl+Y)`}>
        <ActionIcon variant="default" aria-label={t('editor.redo')} disabled={!editing.canRedo} onClick={editing.redo}>
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function Sum({ order, editing }: Props) {
  const { t } = useTranslation();
  const write = useMoney(order.currency);
  const { data: menu } = useMenu(order.restaurant ?? '');
  const now = sums(named(editing.contents.items, menu), order);
  const before = sums(named(order.items, menu), order);
  const difference = now.total - before.total;
  return (
    <>
      <dl className={`${classes.sums} tabular`}>
      {(order.charges ?? []).map((charge, i) => (
        <div key={`c${i}`}>
          <dt>{charge.name || t('sum.charges')}</dt>
          <dd>{write(charge.amount)}</dd>
        </div>
      ))}
      {(order.discounts ?? []).map((discount, i) => (
        <div key={`d${i}`}>
          <dt>{discount.name || discount.code || t('sum.discounts')}</dt>
          <dd>{write(-discount.amount)}</dd>
        </div>
      ))}
      <div className={classes.total}>
        <dt>{t('sum.total')}</dt>
        <dd>
          {difference !== 0 && (
            <Text span size="sm" fw={600} mr="sm">
              {t('sum.was', { amount: write(before.total) })}
            </Text>
          )}
          <output>{write(now.total)}</output>
        </dd>
      </div>
      </dl>
      {now.partial && <Text size="sm">{t('sum.partial')}</Text>}
    </>
  );
}
