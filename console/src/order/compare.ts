// The dishes of an order side by side: as ordered, as agreed, as on the station.
import type { Item, Order, StationLine } from '../api/types';

export interface Cell {
  name: string;
  quantity: string;
  amount?: number;
  extras: string[]; // modifiers and the remark
}

export interface ComparedRow {
  ordered?: Cell;
  agreed?: Cell;
  station?: Cell;
  changed: boolean; // agreed is not what was ordered
  differs: boolean; // the station has not what was agreed
}

function cellOf(item: Item, amount?: number): Cell {
  const extras = (item.modifiers ?? []).map((modifier) => `+ ${modifier.name || modifier.plu}${many(modifier.quantity)}`);
  if (item.note) extras.push(item.note);
  return { name: item.name || item.plu, quantity: item.quantity, amount, extras };
}

function stationCell(line: StationLine): Cell {
  const extras = (line.modifiers ?? []).map((modifier) => `+ ${modifier.name || modifier.plu}${many(modifier.quantity)}`);
  return { name: line.name || line.plu, quantity: line.quantity, amount: line.amount, extras };
}

const many = (quantity?: string) => (quantity && quantity !== '1' ? ` × ${quantity}` : '');

// takeLine finds the station's line of a dish: the same code and quantity, else
// the same code. Each line is given once.
function takeLine(lines: StationLine[], item: Item): StationLine | undefined {
  const at = [
    lines.findIndex((line) => line.plu === item.plu && Number(line.quantity) === Number(item.quantity)),
    lines.findIndex((line) => line.plu === item.plu),
  ].find((index) => index >= 0);
  return at === undefined ? undefined : lines.splice(at, 1)[0];
}

export function compare(order: Pick<Order, 'items' | 'items_agreed' | 'items_on_pos' | 'injection'>): ComparedRow[] {
  const onStation = order.injection.state === 'filled';
  const lines = [...order.items_on_pos];
  const ordered = new Map(order.items.map((item) => [item.line_id, item]));
  const rows: ComparedRow[] = order.items_agreed.map((item) => {
    const before = ordered.get(item.line_id);
    ordered.delete(item.line_id);
    const line = takeLine(lines, item);
    return {
      ordered: before && cellOf(before),
      agreed: cellOf(item),
      station: line && stationCell(line),
      changed: !before || before.plu !== item.plu || before.quantity !== item.quantity,
      differs: onStation && (!line || Number(line.quantity) !== Number(item.quantity)),
    };
  });
  const dropped = [...ordered.values()].map((item) => ({ ordered: cellOf(item), changed: true, differs: false }));
  const extra = lines.map((line) => ({ station: stationCell(line), changed: false, differs: true }));
  return [...rows, ...dropped, ...extra];
}
