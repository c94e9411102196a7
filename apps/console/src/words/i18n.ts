import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import { zh } from './zh.js';

const kept = localStorage.getItem('xl.lang');
/** Starts the catalogues; Chinese unless this browser chose English. Event names hold dots, so keys are separated by `/`. */
void i18next.use(initReactI18next).init({
  lng: kept === 'en' ? 'en' : 'zh', fallbackLng: false, keySeparator: '/', nsSeparator: false,
  resources: { zh: { translation: zh }, en: { translation: en } }, interpolation: { escapeValue: false }, initAsync: false,
});
const show = (lang: string): void => { document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN'; };
show(i18next.language);
i18next.on('languageChanged', (lang) => { localStorage.setItem('xl.lang', lang); show(lang); });

export const switchLanguage = (): void => { void i18next.changeLanguage(i18next.language === 'en' ? 'zh' : 'en'); };
