// Refusals in words.
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client';
import type { ru } from '../i18n/ru';
import { useServed } from '../i18n/served';
import { fieldWords } from './fieldWords';
import { openOrders } from '../live/openorders';

type Fault = { field: string; code: string; message: string };

type Known = keyof (typeof ru)['problem'];

// detailed are the codes whose own words say more than ours.
const detailed = ['internal', 'restaurant_not_ready', 'restaurant_paused', 'conflict'];

// useProblemText words an error; the caller may word some codes better.
export function useProblemText() {
  const { t, i18n } = useTranslation();
  const served = useServed();
  return useCallback(
    (error: unknown, better: Partial<Record<Known, string>> = {}): string => {
      if (!(error instanceof Problem)) return t('problem.internal');
      const groups = [`problem.${error.code}`, `cause.${error.code}`]; // what a station could not do may come as an answer, too
      const key = groups.find((one) => i18n.exists(one)) ?? 'problem.internal';
      const words = better[error.code as Known] ?? sentence(t(key as 'problem.internal', { seconds: error.retryAfter || 5 }));
      const said = (fault: Fault) => (i18n.language === 'ru' ? t((i18n.exists(`fault.${fault.code}`) ? `fault.${fault.code}` : 'fault.other') as 'fault.other') : fault.message);
      const faults = error.body.errors?.map((fault) => `${fieldWords(fault.field, t, i18n)}: ${said(fault)}`).join('; ');
      const detail = faults || (detailed.includes(error.code) ? served(error.body.detail ?? '', '') : '');
      return detail ? `${words} ${detail}` : words;
    },
    [t, i18n, served],
  );
}

const sentence = (words: string) => (words.endsWith('.') ? words : `${words}.`);

// useRefused shows an error to the person, and the order as it is by now.
export function useRefused() {
  const words = useProblemText();
  return useCallback(
    (error: unknown) => {
      if (error instanceof Problem && error.order) openOrders.put(error.order);
      notifications.show({ color: 'red', message: words(error), autoClose: 8000 });
    },
    [words],
  );
}
