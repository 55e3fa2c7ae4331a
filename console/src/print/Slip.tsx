import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { lineSum, sums } from '../lib/amounts';
import { dateTime, phone, quantity } from '../lib/format';
import { useNamedOrder } from '../menu/named';
import { inside, paid, street } from '../order/guest';
import { dueAt, numberOf } from '../order/place';
import { useRestaurants } from '../restaurants/useRestaurants';
import { useMoney } from '../ui/useMoney';
import './slip.css';

export const printSlip = () => window.print();

// Slip is the order on a strip of paper 80 mm wide; it is seen in print only.
export function Slip({ order: sent }: { order: Order }) {
  const order = useNamedOrder(sent);
  const { t, i18n } = useTranslation();
  const { find, name } = useRestaurants();
  const write = useMoney(order.currency);
  const zone = find(order.restaurant ?? '')?.time_zone;
  const due = dueAt(order);
  const { charges, discounts, total } = sums(order.items_agreed, order);
  const { guest, address } = order;
  return createPortal(
    <div className="slip" aria-hidden>
      <h1>№ {numberOf(order)}</h1>
      <p>
        {name(order.restaurant ?? '')} · {t(`service.${order.service_type}`)}
        <br />
        {dateTime(order.created_at, i18n.language, zone)}
      </p>
      <p className="slip-strong">{due ? `${t('order.for')} ${dateTime(due, i18n.language, zone)}` : t('order.asap')}</p>
      <p>
        {guest.name} {phone(guest.phone)} {guest.persons ? t('guest.persons', { count: guest.persons }) : ''}
        {order.service_type === 'delivery' && address && (
          <>
            <br />
            {street(address)}
            <br />
            {inside(address, { entrance: t('address.entrance'), floor: t('address.floor'), apartment: t('address.apartment'), intercom: t('address.intercom') })}
            {address.note && ` (${address.note})`}
          </>
        )}
      </p>
      <table>
        <tbody>
          {order.items_agreed.map((item, i) => (
            <tr key={item.line_id ?? i}>
              <td>{quantity(item.quantity, i18n.language)}×</td>
              <td>
                <b>{item.name || item.plu}</b>
                {item.modifiers?.map((modifier, n) => (
                  <div key={n}>
                    + {modifier.name || modifier.plu}
                    {modifier.quantity && modifier.quantity !== '1' && ` × ${modifier.quantity}`}
                  </div>
                ))}
                {item.note && <div>({item.note})</div>}
              </td>
              <td>{item.unit_price === undefined ? '' : write(lineSum(item) ?? 0)}</td>
            </tr>
          ))}
          {charges > 0 && <Extra label={t('sum.charges')} amount={write(charges)} />}
          {discounts > 0 && <Extra label={t('sum.discounts')} amount={write(-discounts)} />}
        </tbody>
      </table>
      <p className="slip-total">
        {t('sum.total')}: {write(total)}
      </p>
      <p>
        {paid(order) !== 'unknown' && t(`payment.${paid(order) as 'paid'}`)}
        {order.change_from !== undefined && (
          <>
            <br />
            {t('payment.changeFrom', { amount: write(order.change_from), change: write(Math.max(0, order.change_from - total)) })}
          </>
        )}
      </p>
      {[order.note, order.operator_note].filter(Boolean).map((note) => (
        <p key={note} className="slip-strong">
          {note}
        </p>
      ))}
    </div>,
    document.body,
  );
}

function Extra({ label, amount }: { label: string; amount: string }) {
  return (
    <tr>
      <td />
      <td>{label}</td>
      <td>{amount}</td>
    </tr>
  );
}
