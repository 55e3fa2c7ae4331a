// The menu of a restaurant as the editor uses it.
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';

export interface MenuModifier {
  plu: string;
  name: string;
  price?: number;
  available: boolean;
}

export interface MenuGroup {
  id: string;
  name: string;
  min: number;
  max: number; // 0 for no limit
  modifiers: MenuModifier[];
}

export interface MenuDish {
  plu: string;
  name: string;
  category?: string;
  groups: string[];
  price?: number;
  available: boolean;
  remainder?: string;
  stop_reason?: string;
  snoozed_until?: string;
  weighed?: boolean;
  combo?: boolean;
}

export interface Menu {
  categories: { id: string; name: string; parent?: string }[];
  dishes: MenuDish[];
  groups: MenuGroup[];
}

export const readMenu = (restaurant: string, signal?: AbortSignal) => ask<Menu>('GET', `/v1/restaurants/${restaurant}/menu`, { signal });

export const useMenu = (restaurant: string, wanted = true) =>
  useQuery({
    queryKey: ['menu', restaurant],
    queryFn: ({ signal }) => readMenu(restaurant, signal),
    enabled: wanted && restaurant !== '',
    staleTime: 60_000,
  });

export const groupsOf = (menu: Menu, dish: MenuDish): MenuGroup[] =>
  dish.groups.map((id) => menu.groups.find((group) => group.id === id)).filter((group) => group !== undefined);
