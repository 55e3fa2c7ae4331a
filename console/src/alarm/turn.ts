// One tab of a browser rings, not all: the one that holds the lock. Only a tab
// that may make sound asks for it.

export function takeTurn(given: () => void): () => void {
  if (!navigator.locks) {
    given(); // without HTTPS browsers have no locks; ringing twice is better than not at all
    return () => undefined;
  }
  const ended = new AbortController();
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks
    .request('orderhatch-ringer', { signal: ended.signal }, async () => {
      given();
      await held;
    })
    .catch(() => undefined); // given up while waiting
  return () => {
    ended.abort();
    release();
  };
}
