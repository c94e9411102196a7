import { useTranslation } from 'react-i18next';

export type Translate = (key: string, values?: Record<string, string | number>) => string;
/** Texts by key (`board/title`), the language, a text where a code may be unknown (the code itself then), and what a measure does: a SUSPEND by its scope. */
export function useWords(): { t: Translate; zh: boolean; code: (group: string, value: string) => string; what: (m: { measure: string; scope?: string }) => string } {
  const { t, i18n } = useTranslation();
  const code = (group: string, value: string): string => (i18n.exists(`${group}/${value}`) ? t(`${group}/${value}`) : value);
  return { t: (key, values) => t(key, values ?? {}), zh: i18n.language !== 'en', code, what: ({ measure, scope }) => (scope ? code('scope', scope) : code('measure', measure)) };
}
