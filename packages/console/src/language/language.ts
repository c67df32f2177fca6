import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

/** The languages of the console. */
export type Language = 'en' | 'zh';

const KEPT = 'tongbu.language';

/** What was chosen in this browser, else what the browser asks for. */
function first(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'en' || kept === 'zh') return kept;
  return navigator.languages.some((language) => /^zh\b/i.test(language)) ? 'zh' : 'en';
}

/** Chooses a language, and keeps it for this browser. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
  tell(language);
  void i18next.changeLanguage(language);
}

/** The language that is chosen. */
export function useLanguage(): Language {
  return useTranslation().i18n.language as Language;
}

/** The language that is chosen, outside of a component. */
export function languageNow(): Language {
  return i18next.language as Language;
}

/** As browsers, fonts and speech want to hear it. */
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

function tell(language: Language): void {
  document.documentElement.lang = tagOf(language);
}

// When this module is loaded, for words are declared as modules load. Texts come with the pages that say them.
void i18next.use(initReactI18next).init({
  lng: first(),
  fallbackLng: 'en',
  resources: {},
  interpolation: { escapeValue: false }, // React writes text, never HTML
  initAsync: false,
});
tell(i18next.language as Language);
