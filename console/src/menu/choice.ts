// Choosing modifiers within the limits of their groups.
import type { Modifier } from '../api/types';
import type { MenuGroup } from './menu';

// Choice is how many of each modifier were chosen, by group and code.
export type Choice = Record<string, Record<string, number>>;

export const countOf = (choice: Choice, group: string) => Object.values(choice[group] ?? {}).reduce((sum, count) => sum + count, 0);

export type Shortage = 'few' | 'many' | undefined;

export function shortageOf(group: MenuGroup, choice: Choice): Shortage {
  const count = countOf(choice, group.id);
  if (count < group.min) return 'few';
  return group.max !== undefined && count > group.max ? 'many' : undefined;
}

export const complete = (groups: MenuGroup[], choice: Choice) => groups.every((group) => shortageOf(group, choice) === undefined);

// choose sets a count. In a group of which only one may be taken, the new one
// takes the place of the old.
export function choose(group: MenuGroup, choice: Choice, plu: string, count: number): Choice {
  const before = group.max === 1 && count > 0 ? {} : (choice[group.id] ?? {});
  const inGroup: Record<string, number> = { ...before, [plu]: Math.max(0, count) };
  if (count <= 0) delete inGroup[plu];
  return { ...choice, [group.id]: inGroup };
}

// choiceOf reads what a line has already. A modifier of no group is left alone.
export function choiceOf(groups: MenuGroup[], modifiers: Modifier[]): Choice {
  const choice: Choice = {};
  for (const modifier of modifiers) {
    const group = groups.find((one) => one.modifiers.some((candidate) => candidate.plu === modifier.plu));
    if (group) choice[group.id] = { ...choice[group.id], [modifier.plu]: Number(modifier.quantity ?? '1') };
  }
  return choice;
}

// modifiersOf is the choice as an order has it, with what belongs to no group.
export function modifiersOf(groups: MenuGroup[], choice: Choice, before: Modifier[]): Modifier[] {
  const foreign = before.filter((modifier) => !groups.some((group) => group.modifiers.some((one) => one.plu === modifier.plu)));
  const chosen = groups.flatMap((group) =>
    group.modifiers
      .filter((modifier) => (choice[group.id]?.[modifier.plu] ?? 0) > 0)
      .map((modifier) => ({
        plu: modifier.plu,
        name: modifier.name,
        quantity: String(choice[group.id]?.[modifier.plu] ?? 1),
        unit_price: modifier.price ?? 0,
      })),
  );
  return [...foreign, ...chosen];
}
