// The live feed: one connection that comes back by itself and misses nothing.
import { address, noteClock, Problem } from '../api/client';
import type { OrderEvent } from '../api/types';
import { readEvents } from './sse';

const silence = 40_000; // heartbeats come every 15 s
const firstPause = 500;
const longestPause = 5_000;

export interface FeedListener {
  // opened with fresh says that nothing before this moment was told.
  opened(fresh: boolean): void;
  event(event: OrderEvent): void;
  lost(): void;
  refused(problem: Problem): void;
}

// followFeed connects until the returned function is called.
export function followFeed(listener: FeedListener): () => void {
  const ended = new AbortController();
  void keepConnected(listener, ended.signal);
  return () => ended.abort();
}

async function keepConnected(listener: FeedListener, ended: AbortSignal) {
  let last = '';
  let pause = firstPause;
  while (!ended.aborted) {
    try {
      await connect(last, ended, {
        ...listener,
        opened: (fresh) => {
          pause = firstPause;
          listener.opened(fresh);
        },
        event: (event) => {
          last = String(event.id);
          listener.event(event);
        },
      });
    } catch (error) {
      if (ended.aborted) return;
      if (error instanceof Problem && error.status === 401) {
        listener.refused(error);
        return;
      }
      if (error instanceof Problem && error.status === 422) last = ''; // the service does not know this place any more
    }
    if (ended.aborted) return;
    listener.lost();
    await rest(pause, ended);
    pause = Math.min(pause * 1.6, longestPause);
  }
}

async function connect(last: string, ended: AbortSignal, listener: FeedListener) {
  const silent = new AbortController();
  let watchdog = 0;
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = window.setTimeout(() => silent.abort(), silence);
  };
  alive();
  try {
    const response = await fetch(address('/v1/events/stream', { after: last }), {
      headers: { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) },
      signal: AbortSignal.any([ended, silent.signal]),
      cache: 'no-store',
    });
    if (!response.ok || !response.body) throw new Problem('network', response.status);
    noteClock(response.headers.get('Date'));
    listener.opened(last === '');
    await readEvents(response.body, alive, (event) => listener.event(JSON.parse(event.data) as OrderEvent));
  } finally {
    clearTimeout(watchdog);
  }
}

function rest(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = () => {
      clearTimeout(timer);
      resolve();
    };
    ended.addEventListener('abort', now, { once: true });
    window.addEventListener('online', now, { once: true });
  });
}
