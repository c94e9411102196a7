import { Button } from 'antd';
import type { PostImportVerdict } from '@xunling/contracts/classes';
import { useRef, useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { Notes } from './import-areas.js';

const SAMPLE = 'area,kind,force,name,nameEn,site,holder,deputy\n410171561902,LEADER,POLICE,Sample police post,Sample police post,,,\n';

/** 导入岗位与责任人: looked at first, row by row; then all of it or nothing. */
export function ImportPosts() {
  const { t } = useWords();
  const { phase } = useLive();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; csv: string }>();
  const look = useAct<PostImportVerdict>();
  const act = useAct<PostImportVerdict>();
  const take = async (chosen: File | undefined) => {
    look.clear();
    act.clear();
    setFile(chosen ? { name: chosen.name, csv: await chosen.text() } : undefined);
    if (input.current) input.current.value = '';
  };
  const verdict = look.done;
  return (
    <section className="sheet" aria-label={t('areas/postImport')}>
      <h2>{t('areas/postImport')}</h2>
      <p className="dim">{t('areas/postImportMore')} <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(SAMPLE)}`} download="posts.csv">{t('areas/template')}</a></p>
      <div className="stack import-form">
        <div className="page-acts"><input ref={input} type="file" accept=".csv,text/csv" hidden aria-hidden="true" tabIndex={-1} onChange={(e) => void take(e.target.files?.[0])} /><Button onClick={() => input.current?.click()}>{t('areas/pickFile')}</Button>{file && <span className="num">{file.name}</span>}
          <Button loading={look.sending} disabled={phase !== 'live' || !file} onClick={() => void look.run('/api/posts/import', { csv: file!.csv, dryRun: true })}>{t('areas/check')}</Button></div>
        <Problem error={look.error} kept={look.error ? t('field/kept') : ''} />
      </div>
      {verdict && <div role="status"><p className={verdict.accepted ? '' : 'over'}>{verdict.accepted ? `✓ ${t('areas/accepted', { n: verdict.rows })}` : `▲ ${t('areas/refused', { n: verdict.faults, rows: verdict.rows })}`}</p>
        {verdict.errors.length > 0 && <Notes title={t('areas/errors')} items={verdict.errors} mark="▲" />}</div>}
      {verdict?.accepted && !act.done && (
        <div className="effect stack"><p>{t('areas/postEffect', { opened: verdict.opened, held: verdict.held, same: verdict.unchanged })}</p>
          <Problem error={act.error} kept={act.error ? t('field/kept') : ''} />
          <Button type="primary" loading={act.sending} disabled={phase !== 'live'} onClick={() => void act.run('/api/posts/import', { csv: file!.csv })}>{t('areas/postImportDo', { n: verdict.rows })}</Button></div>
      )}
      {act.done && <p className="receipt" role="status">✓ {t('areas/postImported', { opened: act.done.opened, held: act.done.held })}</p>}
    </section>
  );
}
