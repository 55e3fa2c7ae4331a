// Names and prices from the menu for dishes that a source sent by code alone.
import { useMemo } from 'react';
import type { Item, Order } from '../api/types';
import { useMenu, type Menu } from './menu';

export function named(items: Item[], menu: Menu | undefined): Item[] {
  if (!menu || items.every((item) => item.name && item.unit_price !== undefined)) return items;
  const modifiers = menu.modifier_groups.flatMap((group) => group.modifiers);
  return items.map((item) => {
    const dish = menu.items.find((one) => one.plu === item.plu);
    return {
      ...item,
      name: item.name || dish?.name,
      unit_price: item.unit_price ?? dish?.price,
      modifiers: item.modifiers?.map((modifier) => {
        const known = modifiers.find((one) => one.plu === modifier.plu);
        return { ...modifier, name: modifier.name || known?.name, unit_price: modifier.unit_price ?? known?.price ?? 0 };
      }),
    };
  });
}

// useNamedOrder is an order to be shown; what is sent back stays as it came.
export function useNamedOrder(order: Order): Order {
  const { data: menu } = useMenu(order.restaurant ?? '');
  return useMemo(() => ({ ...order, items: named(order.items, menu), items_agreed: named(order.items_agreed, menu) }), [order, menu]);
}
