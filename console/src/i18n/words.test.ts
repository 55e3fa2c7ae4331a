import { expect, it } from 'vitest';
import { en } from './en';
import { ru } from './ru';

function holes(words: object, path = ''): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, word] of Object.entries(words)) {
    if (typeof word === 'string') found.set(path + name, [...word.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort());
    else for (const [key, value] of holes(word as object, `${path}${name}.`)) found.set(key, value);
  }
  return found;
}

it('fills the same holes in both languages', () => {
  const russian = holes(ru);
  for (const [key, names] of holes(en)) expect(russian.get(key), key).toEqual(names);
});
