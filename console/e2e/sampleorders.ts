// Orders that look like an evening.
import type { NewOrder } from './service';

interface Dish {
  plu: string;
  name: string;
  price?: number;
  available: boolean;
  modifier_groups?: string[];
}

const guests = ['Анна Соколова', 'Дмитрий', 'Екатерина Волкова', 'Игорь Лебедев', 'Мария', 'Сергей Петрович', 'Ольга', 'Павел'];
const streets = ['Арбат, 12', 'Старый Арбат, 31', 'Сивцев Вражек, 9', 'Гоголевский бульвар, 25', 'Плотников пер., 4', 'Пречистенка, 17'];
const notes = ['', 'Позвоните за 10 минут, домофон не работает', '', 'Приборы не нужны', ''];

// sampleOrders are made of the plain dishes of the menu.
export function sampleOrders(menu: Dish[], count: number): NewOrder[] {
  const dishes = menu.filter((dish) => dish.available && dish.price !== undefined && !dish.modifier_groups?.length);
  return Array.from({ length: count }, (_, i) => {
    const items = Array.from({ length: 1 + (i % 4) }, (_, k) => {
      const dish = dishes[(i * 3 + k * 5) % dishes.length]!;
      return { line_id: String(k + 1), plu: dish.plu, name: dish.name, quantity: String(1 + ((i + k) % 3 === 2 ? 1 : 0)), unit_price: dish.price ?? 0, note: k === 0 && i % 3 === 0 ? 'Без лука' : undefined };
    });
    const sum = items.reduce((all, item) => all + item.unit_price * Number(item.quantity), 0);
    const delivered = i % 3 !== 2;
    const total = sum + (delivered ? 15000 : 0);
    return {
      external_id: `SITE-${1000 + i}`,
      display_id: String(482 + i),
      service_type: delivered ? 'delivery' : 'pickup',
      guest: { name: guests[i % guests.length], phone: `+7999123${4501 + i}`, persons: 1 + (i % 4) },
      address: delivered ? { text: streets[i % streets.length], city: 'Москва', entrance: String(1 + (i % 3)), floor: String(2 + i), apartment: String(14 + i), intercom: `${14 + i}К` } : undefined,
      note: notes[i % notes.length] || undefined,
      timing: i % 3 === 1 ? { mode: 'asap', expected_at: new Date(Date.now() + (50 + i * 5) * 60_000).toISOString() } : undefined,
      items,
      charges: delivered ? [{ type: 'delivery', name: 'Доставка', amount: 15000 }] : [],
      payments: [i % 2 ? { type: 'cash', amount: total } : { type: 'online', state: 'paid', amount: total }],
      change_from: i % 2 ? Math.ceil(total / 100000) * 100000 + 100000 : undefined,
      totals: { items: sum, charges: delivered ? 15000 : 0, total },
    };
  });
}
