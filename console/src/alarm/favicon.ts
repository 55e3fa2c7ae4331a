// The tab's icon and title tell how many orders wait.

export function icon(count: number, ringing: boolean): string {
  const label = count > 99 ? '99+' : String(count);
  const body = ringing ? '#d6336c' : '#0b7285';
  const number = count > 0 ? `<text x="32" y="45" font-family="Arial,sans-serif" font-size="${label.length > 2 ? 26 : 38}" font-weight="700" fill="#fff" text-anchor="middle">${label}</text>` : egg;
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="16" fill="${body}"/>${number}</svg>`)}`;
}

const egg = '<path d="M32 10c10 0 18 14 18 26a18 18 0 0 1-36 0c0-12 8-26 18-26z" fill="#fff"/><path d="M14 36l7-5 6 6 6-6 6 6 6-6 5 5" fill="none" stroke="#0b7285" stroke-width="4"/>';

export function showIcon(count: number, ringing: boolean) {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = icon(count, ringing);
  if (link && link.href !== href) link.href = href;
}
