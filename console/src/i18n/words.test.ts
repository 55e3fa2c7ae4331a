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

// keysOf are the names of all words, without a language's own plural forms.
const keysOf = (words: object) => [...new Set([...holes(words).keys()].map((key) => key.replace(/_(one|few|many|other)$/, '')))].sort();

it('has the same words in both languages', () => {
  expect(keysOf(en)).toEqual(keysOf(ru));
});

it.each(['one', 'few', 'many', 'other'])('has the plural form %s of every Russian count', (form) => {
  const counted = [...holes(ru)].filter(([key, names]) => key.endsWith('_many') && names.includes('count')).map(([key]) => key.replace(/many$/, form));
  expect(counted.length).toBeGreaterThan(5);
  expect(counted.filter((key) => !holes(ru).has(key))).toEqual([]);
});

it('fills the same holes in both languages', () => {
  const russian = holes(ru);
  for (const [key, names] of holes(en)) expect(russian.get(key), key).toEqual(names);
});
