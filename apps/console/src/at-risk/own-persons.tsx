import { Button, Input, Select } from 'antd';
import { VULNERABLE } from '@xunling/contracts';
import type { AtRiskPerson } from '@xunling/contracts/classes';
import type { Correction } from '../view/household.js';
import { useWords } from '../words/use-words.js';

/** Persons the register has of a household, each to be corrected or taken off it. @param said by the person's id */
export function OwnPersons({ persons, said, onSay }: { persons: readonly AtRiskPerson[]; said: Readonly<Record<string, Correction>>; onSay: (id: string, more: Correction) => void }) {
  const { t } = useWords();
  return (
    <fieldset className="stack"><legend>{t('atRisk/ownPersons')}</legend>
      <span className="dim">{t('atRisk/removeEffect')}</span>
      {persons.map((p) => {
        const { name = p.name, vulnerable = p.vulnerable, gone = false } = said[p.id] ?? {};
        return (
          <div key={p.id} className="page-acts">
            <Input style={{ width: 140 }} maxLength={80} disabled={gone} value={name} aria-label={t('atRisk/ownName', { name: p.name })} onChange={(e) => onSay(p.id, { name: e.target.value })} />
            <Select mode="multiple" style={{ minWidth: 200 }} disabled={gone} aria-label={t('atRisk/ownKinds', { name: p.name })} placeholder={t('atRisk/kinds')} value={vulnerable} onChange={(v: string[]) => onSay(p.id, { vulnerable: v })} options={VULNERABLE.map((v) => ({ value: v, label: t(`vulnerable/${v}`) }))} />
            <Button size="small" danger={!gone} aria-label={t(gone ? 'atRisk/keepOne' : 'atRisk/removeOne', { name: p.name })} onClick={() => onSay(p.id, { gone: !gone })}>{t(gone ? 'atRisk/keep' : 'atRisk/remove')}</Button>
            {gone && <span className="over">▲ {t('atRisk/gone', { name: p.name })}</span>}
          </div>
        );
      })}
    </fieldset>
  );
}
