import { SITE_SCOPES, type SiteKind } from '@xunling/contracts';
import type { MeasureView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSession } from '../api/session.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { clockTime } from '../view/time.js';
import { owed, useSites } from './measures.js';
import { locate } from './photo.js';
import { PhotoField } from './photo-field.js';
import { enqueue, useQueue } from './queue.js';
import { usePhoto } from './use-photo.js';

/** What may be done at a site of this kind: `CLOSE`, or `SUSPEND|WORK` for each scope that can be stopped there. */
const measuresAt = (kind: string | undefined): string[] => ['CLOSE', 'SEAL', 'EVACUATE', ...(kind ? SITE_SCOPES[kind as SiteKind] : []).map((s) => `SUSPEND|${s}`)];
const REASONS = ['water', 'danger', 'people'] as const;

/**
 * 一键管控 (C7): a site of one's own ground closed or emptied in one step with a photo, no order asked for. Works while command is away; nothing counts
 * as closed before another has verified it. `area` is the holder's own.
 */
export function ProtectCard({ area }: { area: string }) {
  const { t, zh, code, what } = useWords();
  const { user } = useSession();
  const [site, setSite] = useState<string>();
  const [picked, setPicked] = useState<string>('CLOSE');
  const [why, setWhy] = useState<string>('water');
  const camera = usePhoto();
  const { photo } = camera;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { acts, receipts } = useQueue();
  const sites = useSites(area);
  const rows = sites.data?.value.items ?? [];
  const chosen = rows.find((r) => r.siteId === site) ?? (rows.length === 1 ? rows[0] : undefined);
  const subject = `site-${chosen?.siteId ?? ''}`;
  const waits = acts.filter((a) => a.subject === subject);
  const done = receipts.find((r) => r.subject === subject)?.answer as MeasureView | undefined;
  const choices = measuresAt(chosen?.kind);
  const [measure, scope] = (choices.includes(picked) ? picked : 'CLOSE').split('|') as [string, string?];
  const act = { measure, ...(scope ? { scope } : {}) };
  // one that is begun is not begun again: what it waits for stands above
  const begun = chosen?.measures.find((m) => (m.origin === 'ground' || owed(m, user?.id)) && m.measure === measure && m.scope === scope);
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const at = await locate();
      const place = typeof at === 'string' ? { noPositionReason: t(`field/${at === 'denied' ? 'positionDenied' : at === 'none' ? 'positionNone' : 'positionFail'}`) } : { position: at };
      // kept on the device first: the ground acts without a network too
      await enqueue({ path: `/api/sites/${chosen!.siteId}/protect`, body: { ...act, reason: t(`protect/r_${why}`), ...place }, subject, verb: 'protect', about: `${what(act)} ${zh ? chosen!.name : chosen!.nameEn}`, photo: photo && { blob: photo.blob, takenAt: photo.takenAt } });
      camera.clear();
    } catch (problem) { setError(problem); }
    setBusy(false);
  };
  const holds = user?.grants.some((g) => ['post-holder', 'sub-district-officer'].includes(g.role));
  if (!holds || (sites.data && rows.length === 0)) return null;
  return (
    <details className="duty">
      <summary className="title" style={{ minHeight: 44 }}>{t('protect/title')}</summary>
      <p className="dim">{t('protect/rule')}</p>
      <Problem error={sites.error} />
      <div className="stack">
        <label>{t('protect/site')}<select className="big second" value={chosen?.siteId ?? ''} onChange={(e) => { setSite(e.target.value); setError(undefined); }}><option value="" disabled>{t('protect/pick')}</option>{rows.map((r) => <option key={r.siteId} value={r.siteId}>{(zh ? r.name : r.nameEn)} · {t(`closureBoard/s_${r.shown}`)}</option>)}</select></label>
        <label>{t('protect/measure')}<select className="big second" value={scope ? `${measure}|${scope}` : measure} onChange={(e) => { setPicked(e.target.value); }}>{choices.map((m) => { const [of = m, s] = m.split('|'); return <option key={m} value={m}>{what({ measure: of, ...(s ? { scope: s } : {}) })}</option>; })}</select></label>
        {!begun && <label>{t('protect/why')}<select className="big second" value={why} onChange={(e) => setWhy(e.target.value)}>{REASONS.map((r) => <option key={r} value={r}>{t(`protect/r_${r}`)}</option>)}</select></label>}
        {begun && <p className={begun.closed ? 'dim' : 'over'}>{begun.closed ? '■' : '◐'} {t(`closureBoard/m_${begun.state}`)}{begun.returnedBecause && !begun.executedAt ? ` · ↩ ${begun.returnedBecause}` : ''}</p>}
        <PhotoField of={camera} />
        {waits.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
        <Problem error={error} kept={error ? t('field/kept') : ''} />
        {done && <p className="receipt" role="status">✓ {t(`protect/done_${done.executedAt ? 'photo' : 'noPhoto'}`)}</p>}
        {!begun && <button className={photo ? 'big second' : 'big'} disabled={busy || camera.shrinking || !chosen} onClick={camera.pick}>{camera.shrinking ? t('field/shrinking') : photo ? t('field/retake') : t('protect/photo')}</button>}
        {!begun && <button className={photo ? 'big' : 'big second'} disabled={busy || camera.shrinking || !chosen} onClick={() => void send()}>{busy ? t('field/sending') : t(`protect/${photo ? 'send' : 'sendNow'}`, { measure: what(act) })}</button>}
        {begun && <p className="dim">{t('protect/wait')}</p>}
      </div>
    </details>
  );
}
