import { useTranslation } from 'react-i18next';
import { money } from '../lib/format';

// useMoney writes amounts in the chosen language.
export function useMoney(currency = 'RUB') {
  const { i18n } = useTranslation();
  return (minor: number) => money(minor, currency, i18n.language);
}
