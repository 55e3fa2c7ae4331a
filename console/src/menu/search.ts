// Finding dishes by a few typed letters.
import type { MenuDish, Sold } from './menu';

// yo and e are one letter to somebody who types fast.
const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е').trim();

// rank is how well a dish fits, 0 for not at all: its code, the start of its
// name, the start of a word, anywhere.
export function rank(dish: Sold, typed: string): number {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 0;
  const name = plain(dish.name);
  if (dish.plu === typed.trim()) return 5;
  if (!words.every((word) => name.includes(word))) return dish.plu.startsWith(typed.trim()) ? 1 : 0;
  const first = words[0] ?? '';
  if (name.startsWith(first)) return 4;
  return words.every((word) => new RegExp(`(^|[\\s\\-«"(])${escape(word)}`).test(name)) ? 3 : 2;
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// search is the best fits; what can be sold comes before what cannot.
export function search(dishes: MenuDish[], typed: string, limit = 12): MenuDish[] {
  return dishes
    .map((dish) => ({ dish, fit: rank(dish, typed) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => Number(b.dish.available) - Number(a.dish.available) || b.fit - a.fit || a.dish.name.localeCompare(b.dish.name, 'ru'))
    .slice(0, limit)
    .map(({ dish }) => dish);
}
