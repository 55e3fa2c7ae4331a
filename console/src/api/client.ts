// Requests to the service with the browser's session.
import type { Order, ProblemBody } from './types';

// Problem is a refusal of the service, or of the network on the way to it.
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly body: Partial<ProblemBody> = {},
    readonly retryAfter = 0,
  ) {
    super(body.detail ?? body.title ?? code);
  }

  // The order as it is now, when a decision was refused.
  get order(): Order | undefined {
    return this.body.order;
  }
}

type Query = Record<string, string | number | boolean | string[] | undefined>;

export interface Asked {
  body?: unknown;
  query?: Query;
  revision?: number; // refuses the change when the order has moved on
  signal?: AbortSignal;
}

let csrfToken = '';
let clockAhead = 0; // of the service's clock before this computer's, in ms
let whenSignedOut = () => {};

export function keepToken(token: string) {
  csrfToken = token;
}

export function onSignedOut(listener: () => void) {
  whenSignedOut = listener;
}

// serverNow is the service's time, whatever this computer's clock says.
export function serverNow(): number {
  return Date.now() + clockAhead;
}

export function noteClock(date: string | null) {
  const told = date ? Date.parse(date) : Number.NaN;
  // The header has whole seconds; smaller differences are noise.
  if (!Number.isNaN(told)) clockAhead = Math.abs(told - Date.now()) < 2000 ? 0 : told - Date.now();
}

export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') parameters.append(name, String(one));
    }
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

// Page is a part of a long list, and where the next one begins.
export interface Page<T> {
  items: T[];
  next_cursor?: string;
}

export async function ask<T>(method: string, path: string, asked: Asked = {}): Promise<T> {
  const response = await send(method, path, asked);
  noteClock(response.headers.get('Date'));
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
  const code = body.code ?? (response.status >= 500 ? 'unavailable' : 'internal');
  if (response.status === 401 && path !== '/v1/session') whenSignedOut();
  throw new Problem(code, response.status, body, Number(response.headers.get('Retry-After') ?? 0));
}

async function send(method: string, path: string, { body, query, revision, signal }: Asked): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (csrfToken && method !== 'GET') headers['X-CSRF-Token'] = csrfToken;
  if (revision !== undefined) headers['If-Match'] = `"${revision}"`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(address(path, query), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ?? AbortSignal.timeout(30_000),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem('network', 0);
  }
}
