// The menu of a restaurant as the editor uses it.
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { components } from '../api/schema';

export type Menu = components['schemas']['MenuView'];
export type MenuDish = components['schemas']['MenuItem'];
export type MenuGroup = components['schemas']['MenuGroup'];
export type MenuModifier = components['schemas']['MenuModifier'];

// Sold is a dish or a modifier.
export type Sold = Pick<MenuDish, 'plu' | 'name' | 'price' | 'available' | 'stop' | 'snoozed_until' | 'remainder'>;

export const readMenu = (restaurant: string, signal?: AbortSignal) =>
  ask<Menu>('GET', `/v1/restaurants/${encodeURIComponent(restaurant)}/menu`, { signal });

export const useMenu = (restaurant: string) =>
  useQuery({
    queryKey: ['menu', restaurant],
    queryFn: ({ signal }) => readMenu(restaurant, signal),
    enabled: restaurant !== '',
    staleTime: 60_000,
  });

// modifiersOf are all modifiers once, though several groups may have them.
export const modifiersOf = (menu: Menu): MenuModifier[] => [...new Map(menu.modifier_groups.flatMap((group) => group.modifiers).map((each) => [each.plu, each])).values()];

export const groupsOf = (menu: Menu, dish: MenuDish): MenuGroup[] =>
  (dish.modifier_groups ?? []).map((id) => menu.modifier_groups.find((group) => group.id === id)).filter((group) => group !== undefined);
