import { Text } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { sums } from '../lib/amounts';
import { quantity } from '../lib/format';
import { useNamedOrder } from '../menu/named';
import { Panel } from '../ui/Panel';
import { useMoney } from '../ui/useMoney';
import { compare, type Cell, type ComparedRow } from './compare';
import classes from './ThreeViews.module.css';

// ThreeViews is what was ordered, what was agreed and what the station has.
export function ThreeViews({ order: sent }: { order: Order }) {
  const order = useNamedOrder(sent);
  const { t } = useTranslation();
  const write = useMoney(order.currency);
  const rows = compare(order);
  return (
    <Panel title={t('views.title')}>
      <table className={classes.views}>
        <thead>
          <tr>
            <th scope="col">{t('views.ordered')}</th>
            <th scope="col">{t('views.agreed')}</th>
            <th scope="col">{t('views.station')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <Row key={i} row={row} />
          ))}
        </tbody>
        <tfoot className="tabular">
          <tr>
            <td>{write(sums(order.items, order).items)}</td>
            <td>{write(sums(order.items_agreed, order).items)}</td>
            <td>{order.pos.order_sum === undefined ? '' : write(order.pos.order_sum)}</td>
          </tr>
        </tfoot>
      </table>
      {order.items_on_pos.length === 0 && order.injection.state !== 'none' && (
        <Text size="sm" c="dimmed" mt={6}>
          {t(order.injection.state === 'done_by_hand' ? 'views.byHand' : 'views.empty')}
        </Text>
      )}
    </Panel>
  );
}

function Row({ row }: { row: ComparedRow }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td data-gone={!row.agreed}>{row.ordered && <Dish cell={row.ordered} />}</td>
      <td data-changed={row.changed}>
        {row.agreed && <Dish cell={row.agreed} />}
        {row.changed && <IconPencil size={15} aria-label={t('views.changed')} />}
      </td>
      <td data-differs={row.differs}>
        {row.station && <Dish cell={row.station} />}
        {row.differs && <IconAlertTriangle size={16} aria-label={t('views.differs')} />}
      </td>
    </tr>
  );
}

function Dish({ cell }: { cell: Cell }) {
  const { i18n } = useTranslation();
  return (
    <div className={classes.dish}>
      <b>{quantity(cell.quantity, i18n.language)} ×</b> {cell.name}
      {cell.extras.map((extra, i) => (
        <div key={i} className={classes.extra}>
          {extra}
        </div>
      ))}
    </div>
  );
}
