import { Button, Checkbox, Input } from 'antd';
import type { ImportOutcome } from '@xunling/contracts/classes';
import { useRef, useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

const COLUMNS = 'area,name,nameEn,kind,lon,lat,datum,owner,closeAtCm,clearAtCm,closureDistanceM,sensors,evacuationPlan,contactName,contactPhone';

/** Looked at first, all faults by row and column; then all rows or none. */
export function ImportSites({ onDone }: { onDone: () => void }) {
  const { t, code, zh } = useWords();
  const { phase } = useLive();
  const [csv, setCsv] = useState('');
  const [publish, setPublish] = useState(false);
  const [seen, setSeen] = useState<ImportOutcome>();
  const { sending, error, run, clear } = useAct<ImportOutcome>();
  const picker = useRef<HTMLInputElement>(null);
  const change = (text: string) => { setCsv(text); setSeen(undefined); clear(); };
  const look = async () => { setSeen(await run('/api/sites/import', { csv, dryRun: true, publish })); };
  const bring = async () => { const outcome = await run('/api/sites/import', { csv, publish }); if (outcome) { setSeen(outcome); setCsv(''); onDone(); } };
  return (
    <div className="stack">
      <p className="dim">{t('siteRegister/columns')} <code style={{ overflowWrap: 'anywhere' }}>{COLUMNS}</code></p>
      <input ref={picker} className="hidden-input" type="file" accept=".csv,text/csv" aria-label={t('siteRegister/file')} tabIndex={-1} onChange={(e) => { const file = e.target.files?.[0]; e.target.value = ''; if (file) void file.text().then(change); }} />
      <Input.TextArea rows={5} value={csv} aria-label="CSV" placeholder={COLUMNS} onChange={(e) => change(e.target.value)} style={{ fontFamily: 'monospace', fontSize: 12 }} />
      <div className="page-acts">
        <Button onClick={() => picker.current?.click()}>{t('siteRegister/file')}</Button>
        <Checkbox checked={publish} onChange={(e) => { setPublish(e.target.checked); setSeen(undefined); }}>{t('siteRegister/publishAtOnce')}</Checkbox>
        <Button loading={sending} disabled={phase !== 'live' || csv.trim() === ''} onClick={() => void look()}>{t('siteRegister/dryRun')}</Button>
        {seen?.dryRun && seen.faulty === 0 && <Button type="primary" loading={sending} disabled={phase !== 'live'} onClick={() => void bring()}>{t('siteRegister/importDo', { n: seen.rows })}</Button>}
      </div>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      {seen && !seen.dryRun && <p className="receipt" role="status">✓ {t('siteRegister/imported', { n: seen.entered, published: seen.published })}</p>}
      {seen?.dryRun && seen.faulty === 0 && <p role="status">✓ {t('siteRegister/sound', { n: seen.rows })}</p>}
      {seen && seen.faulty > 0 && (
        <div role="status"><p className="over">▲ {t('siteRegister/faults', { n: seen.faulty, rows: seen.rows })}</p>
          <div className="scroll" tabIndex={0}><table className="table"><thead><tr>{['row', 'column', 'why'].map((c) => <th key={c} scope="col">{t(`siteRegister/i_${c}`)}</th>)}</tr></thead>
            <tbody>{seen.faults.map((x, i) => <tr key={i}><td className="num">{x.row}</td><td><code>{x.column}</code></td><td>{code('siteRegister/r', x.reason)} <span className="dim">{zh ? x.messageZh : x.message}</span></td></tr>)}</tbody></table></div></div>
      )}
    </div>
  );
}
