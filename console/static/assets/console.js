// The operator's page: sign in, see what waits, decide.

import { age, card } from './card.js';
import { ask, follow, session, signIn, signOut, waitingOrders } from './service.js';
import { problemText, switchLanguage, text, translate } from './texts.js';

const byId = (id) => document.getElementById(id);
const orders = new Map(); // by id, the oldest first
const gone = new Set(); // decided orders; a late answer must not bring them back
let stopFollowing;
let live = null;

function say(problem) {
  byId('message').hidden = !problem;
  byId('message').textContent = problem ? problemText(problem) : '';
}

function showState() {
  byId('state').textContent = live === null ? '' : text(live ? 'live' : 'lost');
  byId('state').classList.toggle('lost', live === false);
}

function showCount() {
  byId('count').textContent = orders.size || '';
  byId('nothing').hidden = orders.size > 0;
  document.title = orders.size ? `(${orders.size}) Orderhatch` : 'Orderhatch';
}

const actions = {
  accept: (order) => decide(order, 'accept', {}),
  cancel: (order, reason) => decide(order, 'cancel', { reason }),
};

async function decide(order, action, body) {
  try {
    show(await ask('POST', `/v1/orders/${order.id}/${action}`, body, { 'If-Match': `"${order.revision}"` }));
    say();
  } catch (problem) {
    if (problem.order) show(problem.order);
    failed(problem);
  }
}

// Shows an order as it is now; one that does not wait any more goes away.
function show(order, isNew = false) {
  const known = orders.get(order.id);
  if (known && known.revision > order.revision) return;
  const before = byId(`order-${order.id}`);
  if (order.status !== 'waiting') {
    gone.add(order.id);
    orders.delete(order.id);
    before?.remove();
  } else if (!gone.has(order.id) && (!known || known.revision < order.revision)) {
    orders.set(order.id, order);
    const made = card(order, actions);
    made.classList.toggle('new', isNew);
    if (before) before.replaceWith(made);
    else byId('orders').append(made);
  }
  showCount();
}

function clear() {
  orders.clear();
  gone.clear();
  byId('orders').replaceChildren();
  showCount();
}

async function reload() {
  try {
    const waiting = await waitingOrders();
    clear();
    for (const order of waiting) show(order);
    live = true;
  } catch (problem) {
    live = false;
    failed(problem);
  }
  showState();
}

async function changed(event) {
  if (event.status !== 'waiting') {
    const known = orders.get(event.order_id);
    if (known) show({ ...known, status: event.status, revision: event.revision });
    return;
  }
  try {
    show(await ask('GET', `/v1/orders/${event.order_id}`), event.event === 'order.submitted');
  } catch (problem) {
    failed(problem);
  }
}

function failed(problem) {
  say(problem);
  if (problem.code === 'unauthorized') leave();
}

function enter(user) {
  byId('sign-in').hidden = true;
  byId('board').hidden = byId('leave').hidden = false;
  byId('who').textContent = user.name || user.id;
  say();
  stopFollowing = follow({
    opened: (fresh) => {
      live = true;
      showState();
      if (fresh) reload(); // what came before the connection
    },
    changed,
    lost: () => {
      live = false;
      showState();
      session().catch((problem) => problem.code === 'unauthorized' && failed(problem));
    },
  });
}

function leave() {
  stopFollowing?.();
  stopFollowing = undefined;
  live = null;
  clear();
  showState();
  byId('who').textContent = '';
  byId('board').hidden = byId('leave').hidden = true;
  byId('sign-in').hidden = false;
}

function speak() {
  translate();
  byId('language').textContent = text('other');
  byId('leave').textContent = text('signOut');
  showState();
  byId('orders').replaceChildren(...[...orders.values()].map((order) => card(order, actions)));
}

byId('language').onclick = () => {
  switchLanguage();
  speak();
};
byId('leave').onclick = async () => {
  await signOut().catch(() => {});
  leave();
};
byId('sign-in').onsubmit = async (event) => {
  event.preventDefault();
  const form = event.target;
  try {
    enter(await signIn(form.elements.user.value, form.elements.password.value));
    form.reset();
  } catch (problem) {
    say(problem);
  }
};
setInterval(() => {
  for (const order of orders.values()) byId(`order-${order.id}`).querySelector('.age').textContent = age(order);
}, 1000);

speak();
session().then(enter, leave);
