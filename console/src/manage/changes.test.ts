import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { en } from '../i18n/en';
import { ru } from '../i18n/ru';
import { valueWords } from './changes';

const speak = i18next.createInstance();
beforeAll(() => speak.init({ lng: 'ru', resources: { ru: { translation: ru }, en: { translation: en } }, interpolation: { escapeValue: false } }));

const words = (field: string, value: unknown) => valueWords(field, value, { t: speak.t, language: speak, restaurant: (id) => (id === 'arbat-1' ? 'Арбат' : id) });

it.each([
  ['mode', 'paused', 'пауза'],
  ['mode', 'online', 'идёт'],
  ['licence.mode', 'subscription', 'подписка'],
  ['orders.fill', 'on_save', 'после «Сохранить»'],
  ['orders.unanswered', 'expire', 'отказать'],
  ['sources.demo.unanswered', 'keep', 'ждать дальше'],
  ['role', 'operator', 'Оператор'],
  ['disabled', true, 'да'],
  ['orders.remind_after_seconds', 90, '90'],
  ['restaurants', '["arbat-1","tver"]', 'Арбат, tver'],
  ['scopes', '["submit","read"]', 'присылать заказы, читать свои заказы'],
  ['hours', '[{"days":["mon","tue"],"from":"09:00","to":"23:00"},{"from":"10:00","to":"02:00"}]', 'Пн, Вт 09:00–23:00; каждый день 10:00–02:00'],
  ['hours', '[{"days":["mon","tu…', '[{"days":["mon","tu…'],
  ['name', 'Кафе [у дома]', 'Кафе [у дома]'],
])('says %s %s as people do', (field, value, said) => {
  expect(words(field, value)).toBe(said);
});

it('says moments by the clock, and sums as money', () => {
  expect(words('until', '2026-11-28T22:55:40Z')).toMatch(/^\d\d\.\d\d\.2026, \d\d:55$/);
  expect(words('orders.auto_accept.below', 150000).replace(/\s/g, ' ')).toBe('1 500 ₽');
});
