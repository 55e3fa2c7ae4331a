import { useTranslation } from 'react-i18next';
import type { Check, Item } from '../api/types';
import { lineSum, times } from '../lib/amounts';
import { quantity } from '../lib/format';
import { useMoney } from '../ui/useMoney';
import { CheckMark } from './Checks';
import classes from './Dishes.module.css';

interface Props {
  items: Item[];
  checks: Check[];
  currency?: string;
}

// Dishes is the list of an order, readable at arm's length.
export function Dishes({ items, checks, currency }: Props) {
  return (
    <ul className={classes.dishes}>
      {items.map((item, i) => (
        <Dish key={item.line_id ?? i} item={item} checks={checks.filter((check) => check.line_id && check.line_id === item.line_id)} currency={currency} />
      ))}
    </ul>
  );
}

function Dish({ item, checks, currency }: { item: Item; checks: Check[]; currency?: string }) {
  const { i18n } = useTranslation();
  const write = useMoney(currency);
  const sum = lineSum(item);
  const many = item.quantity !== '1';
  return (
    <li>
      <div className={classes.line}>
        <span className={classes.quantity} data-many={many}>
          {quantity(item.quantity, i18n.language)}&thinsp;×
        </span>
        <span className={classes.name}>{item.name || item.plu}</span>
        <span className={`${classes.price} tabular`}>{sum === undefined ? '—' : write(sum)}</span>
      </div>
      {item.modifiers?.map((modifier, i) => (
        <div key={i} className={classes.modifier}>
          <span>
            + {modifier.name || modifier.plu}
            {modifier.quantity && modifier.quantity !== '1' && ` × ${modifier.quantity}`}
          </span>
          {modifier.unit_price ? <span className="tabular">{write(times(modifier.unit_price, modifier.quantity ?? '1'))}</span> : null}
        </div>
      ))}
      {item.note && <div className={classes.note}>{item.note}</div>}
      {checks.map((check, i) => (
        <CheckMark key={i} check={check} />
      ))}
    </li>
  );
}
