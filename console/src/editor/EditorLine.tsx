import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconAdjustments, IconMessagePlus, IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Item, Order } from '../api/types';
import { lineSum } from '../lib/amounts';
import { quantity } from '../lib/format';
import type { Menu, MenuDish } from '../menu/menu';
import { CheckMark } from '../order/Checks';
import { useMoney } from '../ui/useMoney';
import classes from './EditorLine.module.css';
import * as lines from './lines';

interface Props {
  item: Item;
  order: Order;
  menu?: Menu;
  last: boolean; // an order keeps at least one dish
  change: (next: (items: Item[]) => Item[]) => void;
  chooseModifiers: (dish: MenuDish) => void;
}

export function EditorLine({ item, order, menu, last, change, chooseModifiers }: Props) {
  const { t } = useTranslation();
  const write = useMoney(order.currency);
  const [noting, setNoting] = useState(false);
  const dish = menu?.items.find((one) => one.plu === item.plu);
  const name = item.name || item.plu;
  const sum = lineSum(item);
  const checks = order.checks.filter((check) => check.line_id && check.line_id === item.line_id);
  return (
    <li className={classes.line} aria-label={name}>
      <Quantity item={item} name={name} change={change} />
      <div className={classes.what}>
        <b>{name}</b>
        {item.modifiers?.map((modifier, i) => (
          <div key={i} className={classes.modifier}>
            + {modifier.name || modifier.plu}
            {modifier.quantity && modifier.quantity !== '1' && ` × ${modifier.quantity}`}
          </div>
        ))}
        {(noting || item.note) && (
          <TextInput
            size="sm"
            aria-label={t('editor.remarkOf', { name })}
            placeholder={t('editor.remark')}
            value={item.note ?? ''}
            maxLength={300}
            autoFocus={noting}
            onChange={(event) => {
              const note = event.currentTarget.value; // the event is over before the change is made
              change((items) => lines.change(items, item.line_id, { note: note || undefined }));
            }}
            onBlur={() => setNoting(false)}
          />
        )}
        {checks.map((check, i) => (
          <CheckMark key={i} check={check} />
        ))}
        <div className={classes.tools}>
          {dish && (dish.modifier_groups?.length ?? 0) > 0 && (
            <Button variant="subtle" size="compact-xs" leftSection={<IconAdjustments size={14} aria-hidden />} onClick={() => chooseModifiers(dish)}>
              {t('editor.modifiers')}
            </Button>
          )}
          {!item.note && !noting && (
            <Button variant="subtle" size="compact-xs" leftSection={<IconMessagePlus size={14} aria-hidden />} onClick={() => setNoting(true)}>
              {t('editor.remark')}
            </Button>
          )}
        </div>
      </div>
      <span className="tabular">{sum === undefined ? '—' : write(sum)}</span>
      <ActionIcon variant="subtle" color="red" size="lg" aria-label={t('editor.remove', { name })} disabled={last} onClick={() => change((items) => lines.remove(items, item.line_id))}>
        <IconTrash size={19} />
      </ActionIcon>
    </li>
  );
}

function Quantity({ item, name, change }: { item: Item; name: string; change: Props['change'] }) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const settle = () => {
    const amount = typed === undefined ? undefined : lines.parseQuantity(typed);
    if (amount && amount !== item.quantity) change((items) => lines.change(items, item.line_id, { quantity: amount }));
    setTyped(undefined);
  };
  return (
    <div className={classes.quantity}>
      <ActionIcon variant="default" size="lg" aria-label={t('editor.less', { name })} onClick={() => change((items) => lines.step(items, item.line_id, -1000))}>
        <IconMinus size={17} />
      </ActionIcon>
      <input
        className={classes.amount}
        inputMode="decimal"
        aria-label={t('editor.quantityOf', { name })}
        value={typed ?? quantity(item.quantity, i18n.language)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <ActionIcon variant="default" size="lg" aria-label={t('editor.more', { name })} onClick={() => change((items) => lines.step(items, item.line_id, 1000))}>
        <IconPlus size={17} />
      </ActionIcon>
    </div>
  );
}
