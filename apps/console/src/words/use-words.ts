import { useTranslation } from 'react-i18next';

export type Translate = (key: string, values?: Record<string, string | number>) => string;
/** Texts by key (`board/title`), the language, and a text where a code may be unknown: the code itself then. */
export function useWords(): { t: Translate; zh: boolean; code: (group: string, value: string) => string } {
  const { t, i18n } = useTranslation();
  return { t: (key, values) => t(key, values ?? {}), zh: i18n.language !== 'en', code: (group, value) => (i18n.exists(`${group}/${value}`) ? t(`${group}/${value}`) : value) };
}
