// The console's words: Russian is built in, other languages are loaded.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../lib/stored';
import { ru } from './ru';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof ru };
  }
}

export type Language = 'ru' | 'en';

export async function startLanguage() {
  const chosen = readStored<Language>('language', navigator.language.startsWith('en') ? 'en' : 'ru');
  await i18next.use(initReactI18next).init({
    lng: 'ru',
    fallbackLng: 'ru',
    resources: { ru: { translation: ru } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  await speak(chosen);
}

export async function setLanguage(language: Language) {
  writeStored('language', language);
  await speak(language);
}

async function speak(language: Language) {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
