// A page that broke must not stay broken in front of an operator: it is loaded
// anew, at most once a minute, so that a lasting fault does not flicker.
const key = 'orderhatch-reloaded';
const pause = 60_000;

export function rescue(now = Date.now(), reload = () => window.location.reload()): boolean {
  const last = Number(sessionStorage.getItem(key) ?? 0);
  if (now - last < pause) return false;
  sessionStorage.setItem(key, String(now));
  reload();
  return true;
}

// After an update of the service an open page asks for parts that are gone.
export function reloadWhenOutdated() {
  window.addEventListener('vite:preloadError', (event) => {
    if (rescue()) event.preventDefault();
  });
}
