// The menu of a restaurant as the editor uses it.
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { components } from '../api/schema';

export type Menu = components['schemas']['MenuView'];
export type MenuDish = components['schemas']['MenuItem'];
export type MenuGroup = components['schemas']['MenuGroup'];
export type MenuModifier = components['schemas']['MenuModifier'];

export const readMenu = (restaurant: string, signal?: AbortSignal) =>
  ask<Menu>('GET', `/v1/restaurants/${encodeURIComponent(restaurant)}/menu`, { signal });

export const useMenu = (restaurant: string) =>
  useQuery({
    queryKey: ['menu', restaurant],
    queryFn: ({ signal }) => readMenu(restaurant, signal),
    enabled: restaurant !== '',
    staleTime: 60_000,
  });

export const groupsOf = (menu: Menu, dish: MenuDish): MenuGroup[] =>
  (dish.modifier_groups ?? []).map((id) => menu.modifier_groups.find((group) => group.id === id)).filter((group) => group !== undefined);
