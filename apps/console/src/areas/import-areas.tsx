import { Button } from 'antd';
import type { AreaImportVerdict, ImportNote } from '@xunling/contracts/classes';
import { useRef, useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { DatumPick } from './node-forms.js';

const SAMPLE = 'code,name,nameEn,kind,ring\n410171561901001001,Micro-grid 1,Micro-grid 1,micro-grid,113.7602 34.6502;113.7606 34.6502;113.7606 34.6506;113.7602 34.6506;113.7602 34.6502\n';

/** 导入: looked at first, row by row; then all of it or nothing. */
export function ImportAreas() {
  const { t } = useWords();
  const { phase } = useLive();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; text: string }>();
  const [datum, setDatum] = useState<string>();
  const look = useAct<AreaImportVerdict>();
  const act = useAct<AreaImportVerdict>();
  const again = () => { look.clear(); act.clear(); };
  const take = async (chosen: File | undefined) => {
    again();
    setFile(chosen ? { name: chosen.name, text: await chosen.text() } : undefined);
    if (input.current) input.current.value = '';
  };
  const body = file && datum ? { format: /\.(geo)?json$/i.test(file.name) ? 'geojson' : 'csv', text: file.text, datum } : undefined;
  const verdict = look.done;
  return (
    <section className="sheet" aria-label={t('areas/import')}>
      <h2>{t('areas/import')}</h2>
      <p className="dim">{t('areas/importMore')} <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(SAMPLE)}`} download="areas.csv">{t('areas/template')}</a></p>
      <div className="stack import-form">
        <div className="page-acts"><input ref={input} type="file" accept=".csv,.json,.geojson,text/csv,application/geo+json" hidden aria-hidden="true" tabIndex={-1} onChange={(e) => void take(e.target.files?.[0])} /><Button onClick={() => input.current?.click()}>{t('areas/pickFile')}</Button>{file && <span className="num">{file.name}</span>}</div>
        <div><span>{t('areas/datum')}</span> <DatumPick value={datum} onChange={(d) => { setDatum(d); again(); }} /><p className="dim">{t('areas/datumMore')}</p></div>
        <div className="page-acts"><Button type={verdict?.accepted ? 'default' : 'primary'} loading={look.sending} disabled={phase !== 'live' || !body} onClick={() => void look.run('/api/areas/import', { ...body, dryRun: true })}>{t('areas/check')}</Button></div>
        <Problem error={look.error} kept={look.error ? t('field/kept') : ''} />
      </div>
      {verdict && <Verdict verdict={verdict} />}
      {verdict?.accepted && body && !act.done && (
        <div className="effect stack"><p>{t('areas/effect', { community: verdict.kinds.community, grid: verdict.kinds.grid, micro: verdict.kinds.microGrid })}</p>
          <Problem error={act.error} kept={act.error ? t('field/kept') : ''} />
          <Button type="primary" loading={act.sending} disabled={phase !== 'live'} onClick={() => void act.run('/api/areas/import', body)}>{t('areas/importDo', { n: verdict.rows })}</Button></div>
      )}
      {act.done && <p className="receipt" role="status">✓ {t('areas/imported', { n: act.done.opened })}</p>}
    </section>
  );
}

function Verdict({ verdict: v }: { verdict: AreaImportVerdict }) {
  const { t } = useWords();
  return (
    <div role="status">
      <p className={v.accepted ? '' : 'over'}>{v.accepted ? `✓ ${t('areas/accepted', { n: v.rows })}` : `▲ ${t('areas/refused', { n: v.faults, rows: v.rows })}`}</p>
      {v.errors.length > 0 && <Notes title={t('areas/errors')} items={v.errors} mark="▲" />}
      {v.faults > v.errors.length && <p className="dim">{t('areas/moreErrors', { n: v.faults - v.errors.length })}</p>}
      {v.warnings.length > 0 && <Notes title={t('areas/warnings')} items={v.warnings} mark="△" />}
    </div>
  );
}

export function Notes({ title, items, mark }: { title: string; items: readonly ImportNote[]; mark: string }) {
  const { t, zh } = useWords();
  /** A row of a table in words; a path of a GeoJSON file stays as it is. */
  const where = (path: string): string => { const [, row, rest] = /^row (\d+)(?:, (?:column )?)?(.*)$/.exec(path) ?? []; return row ? t('areas/rowAt', { row, rest: rest ?? '' }).trim() : path || t('areas/wholeFile'); };
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="table notes"><caption>{title}</caption><thead><tr><th scope="col">{t('areas/n_path')}</th><th scope="col">{t('areas/n_what')}</th></tr></thead>
        <tbody>{items.map((n, i) => <tr key={i}><td className="num">{mark} {where(n.path)}</td><td>{zh ? n.messageZh : n.message}</td></tr>)}</tbody></table>
    </div>
  );
}
