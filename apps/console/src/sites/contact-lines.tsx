import { Button, Input } from 'antd';
import type { SiteContact } from '@xunling/contracts/classes';
import { useWords } from '../words/use-words.js';

/** As many as a site has at most. */
export const MOST_CONTACTS = 10;
/** A line as it is typed; an empty one is nobody. */
export type ContactLine = Required<SiteContact>;
export const lineOf = (c?: SiteContact): ContactLine => ({ name: c?.name ?? '', phone: c?.phone ?? '', duty: c?.duty ?? '' });
/** Whom the lines name. */
export const contactsOf = (lines: readonly ContactLine[]): SiteContact[] => lines.filter((l) => l.name.trim()).map((l) => ({ name: l.name.trim(), phone: l.phone.trim(), ...(l.duty.trim() ? { duty: l.duty.trim() } : {}) }));
/** A contact has a name and a number, or neither and no duty. */
export const wholeLines = (lines: readonly ContactLine[]): boolean => lines.every((l) => !l.name.trim() === !l.phone.trim() && (!!l.name.trim() || !l.duty.trim()));

/** Whom to call about a site, in this order. */
export function ContactLines({ lines, onChange }: { lines: readonly ContactLine[]; onChange: (lines: ContactLine[]) => void }) {
  const { t } = useWords();
  const field = (i: number, key: keyof ContactLine, max: number, width: number) => <Input style={{ width }} value={lines[i]![key]} maxLength={max} aria-label={t(`siteRegister/contact_${key}`, { n: i + 1 })} placeholder={t(`siteRegister/f/${key === 'name' ? 'contact' : key}`)} onChange={(e) => onChange(lines.map((l, j) => (j === i ? { ...l, [key]: e.target.value } : l)))} />;
  return (
    <fieldset className="stack contact-lines"><legend>{t('siteRegister/f/contacts')}</legend>
      {lines.map((_, i) => <div key={i} className="page-acts">{field(i, 'name', 80, 140)}{field(i, 'phone', 40, 150)}{field(i, 'duty', 80, 160)}<Button size="small" aria-label={t('siteRegister/contact_off', { n: i + 1 })} onClick={() => onChange(lines.filter((_l, j) => j !== i))}>{t('siteRegister/contactOff')}</Button></div>)}
      {lines.length < MOST_CONTACTS && <span><Button size="small" onClick={() => onChange([...lines, lineOf()])}>{t('siteRegister/contactMore')}</Button></span>}
    </fieldset>
  );
}
