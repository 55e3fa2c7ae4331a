// What the service says in English, in the language of the console. Its
// sentences are known with holes for what is filled in; served.json lists them.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { served } from './ru/served';

interface Rule {
  form: RegExp;
  words: string;
}

let rules: Rule[] | undefined;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// formOf makes holes of a sentence's {}; of two that touch, the first is one word.
const formOf = (sentence: string) => sentence.split('{}').map(escaped).join('([^]*?)').replaceAll('([^]*?)([^]*?)', '(\\w*)([^]*?)').replace('…', '[^]*');

// rulesOf makes a form of each sentence, those with the most fixed text first.
function rulesOf(): Rule[] {
  rules ??= Object.entries(served)
    .sort(([a], [b]) => b.replaceAll('{}', '').length - a.replaceAll('{}', '').length)
    .map(([sentence, words]) => ({ form: new RegExp(`^${formOf(sentence)}$`), words }));
  return rules;
}

interface Said {
  words: string;
  sure: boolean; // nothing that was filled in looks like sentences of its own
}

const sentenceEnd = /(?<=[.»]) (?=[A-ZА-Я])/;

function whole(text: string): Said | undefined {
  for (const { form, words } of rulesOf()) {
    const found = form.exec(text);
    if (!found) continue;
    let hole = 0;
    let sure = true;
    const told = words.replace(/\{\}/g, () => {
      hole++;
      const filled = found[hole] ?? '';
      const known = whole(filled);
      if (known ? !known.sure : sentenceEnd.test(filled)) sure = false;
      return known?.words ?? filled;
    });
    return { words: told.replace(/\(code (\d+)\)/g, '(код $1)'), sure }; // of the station's own answer
  }
  return undefined;
}

// inRussian says what the service said; undefined when it is not known, so that
// the caller can say something more general. A form may fit several sentences by
// swallowing all but the first: then each is said for itself, where it is known.
export function inRussian(text: string): string | undefined {
  const told = whole(text);
  if (told?.sure) return told.words;
  const sentences = text.split(sentenceEnd);
  const all = sentences.map((one) => whole(one)?.words);
  if (sentences.length > 1 && all.every((one) => one !== undefined)) return all.join(' ');
  return told?.words;
}

// useServed words what the service said in the console's language. What is not
// known is said in general words where there are some.
export function useServed() {
  const { i18n } = useTranslation();
  return useCallback(
    (text: string, general?: string): string => {
      if (i18n.language !== 'ru') return text;
      return inRussian(text) ?? general ?? text;
    },
    [i18n.language],
  );
}
