// Moving between cards with the arrow keys, by where they are on the screen.

export type Direction = 'up' | 'down' | 'left' | 'right';

const centre = (box: DOMRect) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

// distance is how far a card is in a direction, Infinity when it is not there.
// What is off to the side counts double, so that columns are followed.
export function distance(from: DOMRect, to: DOMRect, direction: Direction): number {
  const a = centre(from);
  const b = centre(to);
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const along = { up: -dy, down: dy, left: -dx, right: dx }[direction];
  const aside = direction === 'up' || direction === 'down' ? Math.abs(dx) : Math.abs(dy);
  return along > 5 ? along + 2 * aside : Number.POSITIVE_INFINITY;
}

export function moveBetweenCards(frame: HTMLElement | null, direction: Direction) {
  const cards = [...(frame?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];
  const current = cards.find((card) => card === document.activeElement);
  if (!current) {
    cards[0]?.focus();
    return;
  }
  const boxOf = (card: HTMLElement) => (card.closest('article') ?? card).getBoundingClientRect();
  const from = boxOf(current);
  let best: HTMLElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const card of cards) {
    const far = card === current ? Number.POSITIVE_INFINITY : distance(from, boxOf(card), direction);
    if (far < least) [best, least] = [card, far];
  }
  best?.focus();
  best?.closest('article')?.scrollIntoView({ block: 'nearest' });
}
