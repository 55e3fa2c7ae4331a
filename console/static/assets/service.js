// Talking to the service: requests with the session, and the live feed.

let token = '';

// Asks the service; throws its problem when it refuses.
export async function ask(method, path, body, headers = {}) {
  const request = { method, headers: { Accept: 'application/json', ...headers } };
  if (token) request.headers['X-CSRF-Token'] = token;
  if (body !== undefined) {
    request.headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    throw { code: 'network' };
  }
  const answer = response.status === 204 ? {} : await response.json().catch(() => ({ code: 'internal' }));
  if (!response.ok) throw answer;
  return answer;
}

export async function session() {
  return remember(await ask('GET', '/v1/session'));
}

export async function signIn(user, password) {
  return remember(await ask('POST', '/v1/session', { user, password }));
}

export async function signOut() {
  await ask('DELETE', '/v1/session');
  token = '';
}

function remember(answer) {
  token = answer.csrf_token ?? '';
  return answer.user;
}

// All waiting orders, the oldest first.
export async function waitingOrders() {
  const orders = [];
  let cursor = '';
  do {
    const page = await ask('GET', `/v1/orders?status=waiting&limit=200&cursor=${encodeURIComponent(cursor)}`);
    orders.push(...page.items);
    cursor = page.next_cursor ?? '';
  } while (cursor && orders.length < 2000);
  return orders.reverse();
}

const events = ['submitted', 'reminded', 'escalated', 'taken', 'released', 'accepted', 'scheduled', 'amended', 'rejected', 'cancelled',
  'expired', 'failed', 'cancel_requested', 'status_changed', 'completed'].map((name) => `order.${name}`);

// Follows the feed. opened is called whenever a connection begins without a
// past, changed with each event, and lost when the connection is gone.
export function follow({ opened, changed, lost }) {
  let source;
  let again;
  const connect = () => {
    source = new EventSource('/v1/events/stream');
    let resumes = false; // a browser goes on only after an event it has
    source.onopen = () => opened(!resumes);
    source.onerror = () => {
      lost();
      if (source.readyState === EventSource.CLOSED) again = setTimeout(connect, 3000);
    };
    for (const name of events) {
      source.addEventListener(name, (event) => {
        resumes = true;
        changed(JSON.parse(event.data));
      });
    }
  };
  connect();
  return () => {
    clearTimeout(again);
    source.close();
  };
}
