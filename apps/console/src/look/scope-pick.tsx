import { Select } from 'antd';
import { SUSPEND_SCOPES } from '@xunling/contracts';
import { useWords } from '../words/use-words.js';

/** What a SUSPEND stops; left open, the usual of each kind of site. */
export function ScopePick({ value, onChange }: { value: string | undefined; onChange: (scope: string | undefined) => void }) {
  const { t } = useWords();
  return <Select allowClear aria-label={t('scope/title')} placeholder={t('scope/usual')} value={value ?? null} onChange={(v: string | null) => onChange(v ?? undefined)} options={SUSPEND_SCOPES.map((s) => ({ value: s, label: t(`scope/${s}`) }))} />;
}
