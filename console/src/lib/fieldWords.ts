// Names of settings, as the forms call them.
import type { i18n, TFunction } from 'i18next';

// fieldWords names a field of the service as a person knows it; a field that no
// form has keeps its name.
export function fieldWords(field: string, t: TFunction, language: i18n): string {
  const plain = field.replace(/\[\d+\]/g, '');
  const last = plain.split('.').at(-1) ?? plain;
  for (const key of [`field.${plain.replaceAll('.', '_')}`, `restaurant.code.${last}`, `span.${last}`, `autoRule.${last}`, `progress.${last}`, `field.${last}`, `status.${last}`]) {
    if (language.exists(key)) return t(key as 'field.name');
  }
  return field;
}
