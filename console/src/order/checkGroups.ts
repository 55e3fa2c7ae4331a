// Checks as they are read: those of the whole order, then dish by dish.
import type { Check, Item } from '../api/types';

const ranks = { problem: 0, warning: 1, info: 2 };
const bySeverity = (checks: Check[]) => [...checks].sort((a, b) => ranks[a.severity] - ranks[b.severity]);

export interface CheckGroup {
  name?: string; // of the dish
  checks: Check[];
}

// checkGroups puts what is about one dish under its name once. What is about a
// dish that is no longer there is about the order.
export function checkGroups(checks: Check[], items: Item[]): CheckGroup[] {
  const known = new Set(items.map((item) => item.line_id));
  const whole = checks.filter((check) => !check.line_id || !known.has(check.line_id));
  const dishes = items.map((item) => ({ name: item.name || item.plu, checks: bySeverity(checks.filter((check) => check.line_id && check.line_id === item.line_id)) }));
  return [{ checks: bySeverity(whole) }, ...dishes].filter((group) => group.checks.length > 0);
}
