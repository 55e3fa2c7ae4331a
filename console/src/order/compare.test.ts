import { expect, it } from 'vitest';
import { anOrder } from '../testing';
import { changes, contentsOf } from './contents';
import { compare } from './compare';

const line = (plu: string, quantity: string) => ({ plu, name: plu, quantity, unit_price: 100, amount: 100 });

it('puts what was ordered, agreed and brought to the station side by side', () => {
  const rows = compare(
    anOrder({
      injection: { state: 'filled', attempts: 1 },
      items: [
        { line_id: '1', plu: '101', quantity: '1' },
        { line_id: '2', plu: '102', quantity: '1' },
      ],
      items_agreed: [
        { line_id: '1', plu: '101', quantity: '2' },
        { line_id: '3', plu: '103', quantity: '1' },
      ],
      items_on_pos: [line('101', '2'), line('104', '1')],
    }),
  );
  expect(rows.map((row) => [row.ordered?.name, row.agreed?.name, row.station?.name, row.changed, row.differs])).toEqual([
    ['101', '101', '101', true, false],
    [undefined, '103', undefined, true, true],
    ['102', undefined, undefined, true, false],
    [undefined, undefined, '104', false, true],
  ]);
});

it('says what somebody changed', () => {
  const before = contentsOf(anOrder());
  const after = contentsOf(anOrder({ operator_note: 'x', items_agreed: [{ line_id: '1', plu: '101', name: 'Борщ', quantity: '3' }] }));
  expect(changes(before, after)).toEqual([
    { kind: 'quantity', name: 'Борщ', from: '1', to: '3' },
    { kind: 'note', from: '', to: 'x' },
  ]);
});
