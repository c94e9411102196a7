import { Button, Input } from 'antd';
import type { SitrepRecount, SitrepView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { PdfButton } from '../look/pdf-button.js';
import { Problem } from '../look/problem.js';
import { clockTime, shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { FigureTable, type Figures } from './figures.js';

/** One report: figures as of their instant, its words, and what its reader may do with it. */
export function Report({ report, before, writes, onBegun }: { report: SitrepView; before: SitrepView | undefined; writes: boolean; onBegun: (id: string) => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { phase } = useLive();
  const now = useNow();
  const people = usePeople([report.author, ...(report.approver ? [report.approver] : [])]);
  const [zh, setZh] = useState(report.textZh);
  const [en, setEn] = useState(report.textEn ?? '');
  const [reason, setReason] = useState('');
  const [recount, setRecount] = useState<SitrepRecount>();
  const { sending, error, run } = useAct<SitrepView>();
  const mine = user?.id === report.author;
  const live = phase === 'live';
  const edits = writes && mine && report.state === 'draft';
  const post = (act: string, body: object = {}) => run(`/api/sitreps/${report.id}/${act}`, body);
  const words = { textZh: zh, ...(en.trim() ? { textEn: en } : {}) };
  const submit = async () => { if (await post('edit', words)) await post('submit', reason.trim() ? { explanation: reason.trim() } : {}); };
  const correct = async () => { const next = await run('/api/sitreps', { incidentId: report.incidentId, kind: report.kind, corrects: report.id, textZh: report.textZh, ...(report.textEn ? { textEn: report.textEn } : {}) }); if (next) onBegun(next.id); };
  return (
    <article className="sheet report" aria-label={t('sitreps/report', { n: report.number })}>
      <header>
        <h2>№ {report.number} · {t(`sitreps/kind_${report.kind}`)}{report.corrects && ` · ${t('sitreps/correction')}`}</h2>
        <p className="dim num">{t('sitreps/asOf', { time: `${shortTime(report.asOf, now)}:${clockTime(report.asOf).slice(6)}` })} · {t('sitreps/author', { who: people(report.author) })}{report.approver && ` · ${t('sitreps/approver', { who: people(report.approver) })}`}</p>
      </header>
      {report.returnedReason && report.state === 'draft' && <div className="problem"><strong>↩ {t('sitreps/returned', { reason: report.returnedReason })}</strong></div>}
      <FigureTable figures={report.figures as Figures} before={before?.figures as Figures | undefined} />
      {edits ? (
        <div className="stack">
          <label>{t('sitreps/zh')}<Input.TextArea rows={4} maxLength={8000} value={zh} onChange={(e) => setZh(e.target.value)} /></label>
          <label>{t('sitreps/en')}<Input.TextArea rows={2} maxLength={8000} value={en} onChange={(e) => setEn(e.target.value)} /></label>
          <label>{t('sitreps/explanation')}<Input.TextArea rows={2} maxLength={1000} value={reason} placeholder={t('sitreps/explanationHint')} onChange={(e) => setReason(e.target.value)} /></label>
        </div>
      ) : <div className="report-text"><p>{report.textZh || t('sitreps/noText')}</p>{report.textEn && <p className="dim">{report.textEn}</p>}{report.explanation && <p>{t('sitreps/explained', { text: report.explanation })}</p>}</div>}
      {report.hash && <p className="dim hash num">{t('sitreps/hash')} {report.hash}</p>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <div className="page-acts no-print">
        {edits && <><Button loading={sending} disabled={!live} onClick={() => void post('edit', { ...words, asOf: new Date(now - 6_000).toISOString() })}>{t('sitreps/refresh')}</Button><Button loading={sending} disabled={!live} onClick={() => void post('edit', words)}>{t('sitreps/save')}</Button><Button type="primary" loading={sending} disabled={!live || zh.trim() === ''} onClick={() => void submit()}>{t('sitreps/submit')}</Button></>}
        {writes && report.state === 'submitted' && !mine && (
          <><Button type="primary" loading={sending} disabled={!live} onClick={() => void post('publish')}>{t('sitreps/publish')}</Button>
            <Input style={{ maxWidth: 260 }} value={reason} placeholder={t('sitreps/returnReason')} aria-label={t('sitreps/returnReason')} onChange={(e) => setReason(e.target.value)} />
            <Button danger disabled={!live || reason.trim() === ''} onClick={() => void post('return', { reason: reason.trim() })}>{t('sitreps/return')}</Button></>
        )}
        {report.state === 'submitted' && mine && <span className="dim">{t('sitreps/waits')}</span>}
        {!edits && <PdfButton path={`/api/sitreps/${report.id}/pdf`} name={`sitrep-${report.number}.pdf`} />}
        {report.state === 'published' && <><Button onClick={() => print()}>{t('sitreps/print')}</Button><Button onClick={() => void read<SitrepRecount>(`/api/sitreps/${report.id}/recount`).then(setRecount)}>{t('sitreps/recount')}</Button>{writes && <Button disabled={!live} onClick={() => void correct()}>{t('sitreps/correct')}</Button>}</>}
        {recount && <span role="status" className={recount.same ? 'receipt' : 'over'}>{recount.same ? `✓ ${t('sitreps/same')}` : `▲ ${t('sitreps/differs')}`}</span>}
      </div>
    </article>
  );
}
