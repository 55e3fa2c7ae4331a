// Refusals in words.
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client';
import { useServed } from '../i18n/served';
import { fieldWords } from './fieldWords';
import { openOrders } from '../live/openorders';

const known = [
  'already_decided', 'already_taken', 'stale_revision', 'not_allowed_in_status', 'unauthorized', 'forbidden', 'not_found',
  'restaurant_not_ready', 'invalid', 'too_many_requests', 'unavailable', 'network', 'internal',
] as const;

type Fault = { field: string; code: string; message: string };

const faultCodes = ['required', 'malformed', 'unknown_value', 'out_of_range', 'too_short', 'too_long', 'too_many', 'not_allowed'] as const;

type Known = (typeof known)[number];

// useProblemText words an error; the caller may word some codes better.
export function useProblemText() {
  const { t, i18n } = useTranslation();
  const served = useServed();
  return useCallback(
    (error: unknown, better: Partial<Record<Known, string>> = {}): string => {
      if (!(error instanceof Problem)) return t('problem.internal');
      const code = known.find((one) => one === error.code) ?? 'internal';
      const words = better[code] ?? t(`problem.${code}`, { seconds: error.retryAfter || 5 });
      const said = i18n.language === 'ru' ? (fault: Fault) => t(`fault.${faultCodes.find((one) => one === fault.code) ?? 'other'}`) : (fault: Fault) => fault.message;
      const faults = error.body.errors?.map((fault) => `${fieldWords(fault.field, t, i18n)}: ${said(fault)}`).join('; ');
      const detail = faults || (code === 'internal' || code === 'restaurant_not_ready' ? served(error.body.detail ?? '', '') : '');
      return detail ? `${words} ${detail}` : words;
    },
    [t, i18n, served],
  );
}

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
