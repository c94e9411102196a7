import { REPORT_CHANNEL_WORDS, REPORT_KIND_WORDS, type ReportChannel, type ReportKind } from '@xunling/contracts';
import type { ReportView } from '@xunling/contracts/classes';
import { useNames, usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Locator } from './locator.js';
import { ReportActs, WithReason } from './report-acts.js';

export function useReportWords() {
  const { zh } = useWords();
  const one = (w: { zh: string; en: string } | undefined, code: string): string => (w ? (zh ? w.zh : w.en) : code);
  return { kind: (k: string): string => one(REPORT_KIND_WORDS[k as ReportKind], k), channel: (c: string): string => one(REPORT_CHANNEL_WORDS[c as ReportChannel], c) };
}

/** One report: what is said and by whom, what contradicts, what may be the same, what was done. */
export function ReportCard({ of: r, acts, others, onDone, onPick }: { of: ReportView; acts: boolean; others: readonly { id: string; label: string }[]; onDone: () => void; onPick: (id: string) => void }) {
  const { t } = useWords();
  const words = useReportWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const people = usePeople([r.by, ...r.entries.map((e) => e.by), ...r.steps.map((s) => s.by), ...r.subjects.flatMap((s) => s.claims.map((c) => c.by))]);
  const suspects = r.pairs.filter((p) => p.state === 'suspected');
  const value = (field: string, v: string): string => (field === 'passage' ? t(`reports/v_${v}`) : field === 'depthCm' ? `${v} cm` : v);
  const photos = r.entries.flatMap((e) => e.evidence);
  const s = r.support;
  return (
    <article className={`report ${r.kind === 'SUPPORT' && r.state !== 'closed' ? 'support' : ''}`} id={`report-${r.id}`} aria-label={`${words.kind(r.kind)} ${names.place(r.area)}`}>
      <header>
        <b className="report-kind">{r.kind === 'SUPPORT' ? '▲ ' : ''}{words.kind(r.kind)}</b><span className="chip line">{t(`reports/s_${r.state}`)}</span>
        {r.disputed && <span className="late">≠ {t('reports/disputed')}</span>}{suspects.length > 0 && <span className="chip line">≈ {t('reports/suspected', { n: suspects.length })}</span>}{r.needSize > 1 && <span className="chip line">{t('reports/oneNeed', { n: r.needSize })}</span>}
        <span className="dim">{names.place(r.area)}</span>
        <span className="num dim report-times">{t('claims/times', { at: shortTime(r.occurredAt, now), received: shortTime(r.receivedAt, now) })}</span>
      </header>
      <div className="report-body">
        <div className="report-said">
          {s && <p><b>{t('reports/wish')}</b> {[s.force ? t(`force/${s.force}`) : '', s.equipment ?? '', s.quantity ? `${s.quantity}${s.unit ?? ''}` : ''].filter(Boolean).join(' · ') || t('field/any')}</p>}
          <ol>{r.entries.map((e) => (
            <li key={e.id} className={r.entries.some((x) => x.corrects === e.id) ? 'corrected' : ''}>
              {e.corrects && <span className="chip line">{t('reports/corrects')}</span>} {e.text ?? <span className="dim">{t('reports/masked')}</span>}{' '}
              {(['depthCm', 'people', 'passage'] as const).map((f) => (e[f] === undefined ? null : <b key={f} className="num">{t(`reports/f_${f}`)} {value(f, String(e[f]))} </b>))}
              <span className="dim">— {people(e.by)} · {words.channel(e.channel)}{e.source ? ` · ${e.source}` : ''} · <span className="num">{shortTime(e.occurredAt, now)}</span>{e.deviceAt ? ` · ${t('reports/clockOff')}` : ''}</span>
            </li>
          ))}</ol>
          {r.subjects.filter((x) => x.disputed || x.settled).map((x) => (
            <div key={x.field} className={x.disputed ? 'dispute' : 'dispute settled'}>
              <strong>{x.disputed ? '≠' : '✓'} {t(`reports/f_${x.field}`)} {x.disputed ? t('reports/disputed') : t('reports/settledBy', { who: people(x.settled!.by), reason: x.settled!.reason ?? t('reports/masked') })}</strong>
              <ul>{x.claims.map((c) => (
                <li key={c.entryId}><b className="num">{value(x.field, c.value)}</b> <span className="dim">{people(c.by)}{c.source ? ` · ${c.source}` : ''} · {words.channel(c.channel)} · {t(`claims/sure_${c.confidence}`)} · <span className="num">{shortTime(c.at, now)}</span></span>
                  {acts && x.disputed && <WithReason label={t('claims/this')} path={`/api/reports/${r.id}/settle`} body={{ field: x.field, entryId: c.entryId }} onDone={onDone} />}</li>
              ))}</ul>
            </div>
          ))}
          {r.pairs.length > 0 && <ul className="pairs">{r.pairs.map((p) => (
            <li key={p.otherId}><span>{t(`reports/p_${p.state}`)}</span> <button className="plain link" onClick={() => onPick(p.otherId)}>{others.find((o) => o.id === p.otherId)?.label ?? p.otherId.slice(-6)}</button> <span className="dim num">{p.metres !== undefined ? t('reports/near', { m: p.metres, min: p.minutes ?? 0 }) : ''}</span>
              {acts && p.state === 'suspected' && <WithReason label={t('reports/do_join')} path={`/api/reports/${r.id}/join`} body={{ other: p.otherId }} onDone={onDone} />}
              {acts && p.state !== 'split' && <WithReason label={t('reports/do_split')} path={`/api/reports/${r.id}/split`} body={{ other: p.otherId }} onDone={onDone} />}</li>
          ))}</ul>}
          {r.casualties.length > 0 && <p className="dim">{t('reports/casualties', { n: r.casualties.length })}</p>}
          {r.steps.length > 0 && <details><summary>{t('casualties/steps', { n: r.steps.length })}</summary><ul>{r.steps.map((x, i) => <li key={i} className="dim">{shortTime(x.at, now)} {t(`reports/a_${x.act}`)} {x.outcome ? t(`reports/o_${x.outcome}`) : ''} {x.reason ?? ''} · {people(x.by)}</li>)}</ul></details>}
        </div>
        {(photos.length > 0 || r.position) && <div className="report-seen">
          {photos.slice(0, 4).map((e) => <a key={e.evidenceId} href={`/api/evidence/${e.evidenceId}`} target="_blank" rel="noreferrer"><img loading="lazy" src={`/api/evidence/${e.evidenceId}`} alt={t('field/evidence')} /></a>)}
          {r.position && <Locator picture={picture} area={r.area} position={r.position} />}
        </div>}
      </div>
      <p className="dim num">{r.position ? `WGS84 ${r.position.lon.toFixed(6)}, ${r.position.lat.toFixed(6)}${r.sourceDatum ? ` · ${t('reports/converted')}` : ''}${r.outside ? ` · ${t('reports/outside')}` : ''}` : t('reports/noPosition', { why: r.noPositionReason ?? '' })}</p>
      {acts && <ReportActs of={r} others={others} onDone={onDone} />}
    </article>
  );
}
