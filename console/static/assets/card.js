// One waiting order as the operator sees it: everything on one card.

import { locale, text } from './texts.js';

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== undefined && child !== ''));
  return made;
}

const money = (amount, currency) =>
  amount === undefined ? '' : new Intl.NumberFormat(locale(), { style: 'currency', currency: currency || 'RUB' }).format(amount / 100);

const time = (moment) =>
  new Intl.DateTimeFormat(locale(), { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' }).format(new Date(moment));

export function age(order, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(order.created_at)) / 1000));
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function facts(order) {
  const { guest, address, timing = {} } = order;
  const list = element('dl');
  const fact = (name, ...value) => {
    if (value.some((part) => part)) list.append(element('dt', { textContent: text(name) }), element('dd', {}, ...value));
  };
  fact('guest', guest.name);
  fact('phone', element('a', { href: `tel:${guest.phone}`, textContent: guest.phone }));
  fact('persons', guest.persons ? String(guest.persons) : '');
  fact('address', order.service_type === 'delivery' ? where(address) : text('pickup'));
  fact('when', timing.expected_at ? time(timing.expected_at) : text('asap'));
  fact('note', order.note);
  fact('payment', (order.payments ?? []).map((paid) => [paid.type, paid.state, money(paid.amount, order.currency)].filter(Boolean).join(' ')).join('; '));
  fact('restaurant', order.restaurant);
  fact('source', order.source);
  fact('takenBy', order.taken_by);
  fact('cancelRequest', order.cancel_request ? text('reasons')[order.cancel_request.reason.code] : '');
  return list;
}

function where(address = {}) {
  const inside = ['entrance', 'floor', 'apartment', 'intercom'].filter((part) => address[part]).map((part) => `${text(part)} ${address[part]}`);
  const street = address.text || [address.city, address.street, address.house].filter(Boolean).join(', ');
  return [street, ...inside, address.note].filter(Boolean).join(', ');
}

function dishes(order) {
  const body = element('tbody');
  const row = (className, name, quantity, price) =>
    body.append(element('tr', { className }, element('td', { textContent: name }),
      element('td', { className: 'number', textContent: quantity }), element('td', { className: 'number', textContent: money(price, order.currency) })));
  for (const item of order.items_agreed) {
    row('dish', [item.name || item.plu, item.note].filter(Boolean).join(': '), `× ${item.quantity}`, item.unit_price);
    for (const modifier of item.modifiers ?? []) row('modifier', `+ ${modifier.name || modifier.plu}`, `× ${modifier.quantity}`, modifier.unit_price);
  }
  for (const charge of order.charges ?? []) row('charge', charge.name || charge.type, '', charge.amount);
  for (const discount of order.discounts ?? []) row('discount', discount.name || discount.code, '', -discount.amount);
  if (order.totals?.total !== undefined) row('total', text('total'), '', order.totals.total);
  return element('table', { className: 'dishes' }, body);
}

function decisions(order, { accept, cancel }) {
  const reason = element('select', { ariaLabel: text('why') }, element('option', { value: '', textContent: text('why') }),
    ...Object.entries(text('reasons')).map(([value, label]) => element('option', { value, textContent: label })));
  const words = element('input', { placeholder: text('words'), maxLength: 500, hidden: true, ariaLabel: text('words') });
  const no = element('button', { type: 'button', className: 'no', textContent: text('cancel'), disabled: true });
  const yes = element('button', { type: 'button', className: 'yes', textContent: text('accept') });
  const ready = () => {
    words.hidden = reason.value !== 'other';
    no.disabled = !reason.value || (reason.value === 'other' && !words.value.trim());
  };
  const act = (decide) => async () => {
    yes.disabled = no.disabled = true;
    await decide();
    yes.disabled = false;
    ready();
  };
  reason.onchange = words.oninput = ready;
  yes.onclick = act(() => accept(order));
  no.onclick = act(() => cancel(order, words.hidden ? { code: reason.value } : { code: reason.value, text: words.value.trim() }));
  return element('div', { className: 'decide' }, yes, element('span', { className: 'gap' }), reason, words, no);
}

export function card(order, actions) {
  const made = element('li', { className: 'order', id: `order-${order.id}` },
    element('header', {},
      element('h3', { textContent: order.display_id || order.external_id }),
      element('span', { className: 'status', textContent: text('waiting') }),
      element('span', { textContent: text(order.service_type) }),
      element('time', { className: 'age', textContent: age(order) })),
    facts(order), dishes(order),
    ...order.checks.map((check) => element('p', { className: 'check', textContent: check.message })),
    decisions(order, actions));
  made.classList.toggle('late', order.escalated === true);
  return made;
}
