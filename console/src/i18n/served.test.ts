import i18next from 'i18next';
import { expect, it } from 'vitest';
import { fieldWords } from '../lib/fieldWords';
import { served } from './ru/served';
import { ru } from './ru';
import said from './served.json';
import { inRussian } from './served';

const holes = (text: string) => text.match(/\{\}/g)?.length ?? 0;

it('knows every sentence of the service in Russian', () => {
  expect(said.sentences.filter((sentence) => !(sentence in served))).toEqual([]);
});

it('knows every event, check and fault by its code', () => {
  expect(said.events.filter((event) => !(event.replace('.', '_') in ru.event))).toEqual([]);
  expect(said.checks.filter((check) => !(check in ru.check))).toEqual([]);
  expect(said.faults.filter((fault) => !(fault in ru.cause) || !(fault in ru.remedy))).toEqual([]);
});

it('knows every refusal, whatever can be wrong with a field, and every kind of change', () => {
  expect(said.refusals.filter((code) => !(code in ru.problem))).toEqual([]);
  expect(said.wrongs.filter((code) => !(code in ru.fault))).toEqual([]);
  expect(said.actions.filter((action) => !(action.replace('.', '_') in ru.auditAction))).toEqual([]);
});

it('names every setting of a restaurant', async () => {
  const speaker = i18next.createInstance();
  await speaker.init({ lng: 'ru', resources: { ru: { translation: ru } } });
  expect(said.settings.filter((field) => fieldWords(field, speaker.t, speaker) === field)).toEqual([]);
});

it('fills the same holes', () => {
  for (const [sentence, words] of Object.entries(served)) expect(holes(words), sentence).toBe(holes(sentence));
});

it('words what is filled in, and several sentences', () => {
  expect(inRussian('The station sells 54 dishes now.')).toBe('Касса продаёт сейчас блюд: 54.');
  expect(inRussian('The station has no code 77 among its tables.')).toBe('На кассе нет кода 77: столы.');
  expect(inRussian('The common shift is being closed. The cash server answers.')).toBe('Общая смена закрывается. Сервер кассы отвечает.');
  expect(inRussian('The station refused SaveOrder (code 2133): «Смена не открыта».')).toBe('Касса отказала (запись блюд) (код 2133): «Смена не открыта».');
  expect(inRussian("An order on the station carries our mark (OH-12345678) and belongs to no order here, without dishes. It may be another installation's that works with the same station, or older than the database. Find out on the till whether a guest waits for it; if not, delete it there.")).toBe(
    'На кассе есть заказ с нашей пометкой (OH-12345678), которого здесь нет, без блюд. Возможно, он принадлежит другой установке, которая работает с той же кассой, или старше базы. Выясните на кассе, ждёт ли его гость; если нет, удалите его там.',
  );
  expect(inRussian('Its workflow ended (terminated) before the order was over. It was begun anew where it stood.')).toBe('Его процесс кончился (остановлен) раньше, чем заказ. Он начат заново с того места, где остановился.');
  expect(inRussian("The last alarm did not get through (The restaurant's webhook): this address is not allowed: it must begin with https://. Correct alarms.webhook in the restaurant's settings.")).toBe(
    'Последняя тревога не дошла (адрес ресторана): этот адрес не разрешён: он должен начинаться с https://. Исправьте адрес для тревог в настройках ресторана.',
  );
  expect(inRussian('The station refused SaveOrder (code 2176): «Отказано». The order is empty on the station (20.8, visit 900000008).')).toBe('Касса отказала (запись блюд) (код 2176): «Отказано». На кассе заказ пуст (20.8, визит 900000008).');
  expect(inRussian('Something nobody has said before.')).toBeUndefined();
});
