import { expect, it } from 'vitest';
import type { Check } from '../api/types';
import { checkGroups } from './checkGroups';

const check = (code: string, severity: Check['severity'], line?: string): Check => ({ code, severity, message: '', line_id: line });
const items = [
  { line_id: '1', plu: '101', name: 'Борщ', quantity: '1' },
  { line_id: '2', plu: '102', quantity: '1' },
];

it('tells first what is about the whole order, then each dish once', () => {
  const groups = checkGroups([check('price_differs', 'warning', '1'), check('possible_duplicate', 'warning'), check('dish_unknown', 'problem', '2'), check('modifier_unknown', 'problem', '1'), check('gone', 'info', '7')], items);
  expect(groups.map(({ name, checks }) => [name, ...checks.map(({ code }) => code)])).toEqual([
    [undefined, 'possible_duplicate', 'gone'],
    ['Борщ', 'modifier_unknown', 'price_differs'],
    ['102', 'dish_unknown'],
  ]);
  expect(checkGroups([], items)).toEqual([]);
});
