import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { ImportedHouseholds } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Refused } from '../api/door.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** A list typed, pasted or chosen as a file. */
export function ListText({ csv, onChange }: { csv: string; onChange: (csv: string) => void }) {
  const { t } = useWords();
  return (
    <>
      <Input.TextArea rows={4} value={csv} aria-label={t('atRisk/import')} onChange={(e) => onChange(e.target.value)} />
      <label className="dim">{t('atRisk/file')} <input type="file" accept=".csv,text/csv" onChange={(e) => { void e.target.files?.[0]?.text().then(onChange); }} /></label>
    </>
  );
}

/** All or nothing: every fault is named with its row and column. */
export function ImportHouseholds() {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [csv, setCsv] = useState('');
  const { sending, error, done, run, clear } = useAct<ImportedHouseholds>();
  const faults = error instanceof Refused ? Number(error.more['faults'] ?? 0) : 0;
  const send = async () => { if (await run('/api/at-risk/import', { csv })) { setCsv(''); void client.invalidateQueries({ queryKey: ['at-risk'] }); } };
  return (
    <section className="sheet" aria-label={t('atRisk/import')}>
      <h2>{t('atRisk/import')}</h2>
      <p className="dim">{t('atRisk/importMore')}</p>
      <ListText csv={csv} onChange={(v) => { setCsv(v); clear(); }} />
      <div className="page-acts"><Button type="primary" loading={sending} disabled={phase !== 'live' || !csv.trim()} onClick={() => void send()}>{t('atRisk/importDo')}</Button>{done && <span className="receipt" role="status">✓ {t('atRisk/imported', { households: done.households, persons: done.persons })}</span>}</div>
      <Problem error={error} kept={faults > 0 ? t('atRisk/faults', { n: faults }) : ''} />
    </section>
  );
}
