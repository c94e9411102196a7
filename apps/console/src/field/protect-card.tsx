import { SITE_SCOPES, type SiteKind } from '@xunling/contracts';
import type { ClosurePage, MeasureView, StoredEvidence } from '@xunling/contracts/classes';
import { useEffect, useRef, useState } from 'react';
import { newKey, read, write } from '../api/door.js';
import { useSession } from '../api/session.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { clockTime } from '../view/time.js';
import { useKept } from './kept.js';
import { locate } from './photo.js';
import { PhotoField } from './photo-field.js';
import { enqueue, onReceipt, useQueue } from './queue.js';
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
  const [answered, setDone] = useState<MeasureView>();
  const { acts, receipts } = useQueue();
  const sent = useRef<{ text: string; key: string; photo?: { blob: Blob; id: string } }>({ text: '', key: newKey() });
  const sites = useKept<ClosurePage>(['protect', user?.id, area], () => read<ClosurePage>(`/api/closures?area=${area}&limit=100`));
  const rows = sites.data?.value.items ?? [];
  const chosen = rows.find((r) => r.siteId === site) ?? (rows.length === 1 ? rows[0] : undefined);
  const subject = `site-${chosen?.siteId ?? ''}`;
  const waits = acts.filter((a) => a.subject === subject);
  const done = answered ?? (receipts.find((r) => r.subject === subject)?.answer as MeasureView | undefined);
  useEffect(() => onReceipt((r) => { if (r.subject.startsWith('site-')) void sites.refetch(); }), [sites.refetch]);
  const choices = measuresAt(chosen?.kind);
  const [measure, scope] = (choices.includes(picked) ? picked : 'CLOSE').split('|') as [string, string?];
  const act = { measure, ...(scope ? { scope } : {}) };
  const begun = chosen?.measures.find((m) => m.origin === 'ground' && m.measure === measure && m.scope === scope);
  const mode = !begun ? 'protect' : begun.state === 'executing' ? 'execute' : begun.state === 'lift-ordered' && begun.orderedBy !== undefined ? 'lift' : 'wait';
  const evidence = async (): Promise<string[]> => {
    if (!photo) return [];
    if (sent.current.photo?.blob !== photo.blob) {
      const form = new FormData();
      form.append('takenAt', photo.takenAt);
      form.append('file', photo.blob, 'photo.jpg');
      sent.current.photo = { blob: photo.blob, id: (await write<StoredEvidence>('/api/evidence', form, newKey())).id };
    }
    return [sent.current.photo.id];
  };
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const files = mode === 'protect' ? [] : await evidence();
      const at = mode === 'protect' ? await locate() : undefined;
      const place = at === undefined ? {} : typeof at === 'string' ? { noPositionReason: t(`field/${at === 'denied' ? 'positionDenied' : at === 'none' ? 'positionNone' : 'positionFail'}`) } : { position: at };
      if (mode === 'protect') {
        // kept on the device first: the ground acts without a network too
        await enqueue({ path: `/api/sites/${chosen!.siteId}/protect`, body: { ...act, reason: t(`protect/r_${why}`), ...place }, subject, verb: 'protect', about: `${what(act)} ${zh ? chosen!.name : chosen!.nameEn}`, photo: photo && { blob: photo.blob, takenAt: photo.takenAt } });
        camera.clear();
        setBusy(false);
        return;
      }
      const [path, body] = [`/api/measures/${begun!.id}/${mode}`, { evidence: files }];
      const text = path + JSON.stringify(files) + what(act) + why;
      // the same act keeps its key: pressing again after a lost answer has no second effect
      if (sent.current.text !== text) sent.current = { ...sent.current, text, key: newKey() };
      setDone(await write<MeasureView>(path, body, sent.current.key));
      camera.clear();
      void sites.refetch();
    } catch (problem) { setError(problem); }
    setBusy(false);
  };
  const holds = user?.grants.some((g) => ['post-holder', 'sub-district-officer'].includes(g.role));
  if (!holds || (sites.data && rows.length === 0)) return null;
  const needsPhoto = mode === 'execute' || mode === 'lift';
  return (
    <details className="duty">
      <summary className="title" style={{ minHeight: 44 }}>{t('protect/title')}</summary>
      <p className="dim">{t('protect/rule')}</p>
      <Problem error={sites.error} />
      <div className="stack">
        <label>{t('protect/site')}<select className="big second" value={chosen?.siteId ?? ''} onChange={(e) => { setSite(e.target.value); setDone(undefined); setError(undefined); }}><option value="" disabled>{t('protect/pick')}</option>{rows.map((r) => <option key={r.siteId} value={r.siteId}>{(zh ? r.name : r.nameEn)} · {t(`closureBoard/s_${r.shown}`)}</option>)}</select></label>
        <label>{t('protect/measure')}<select className="big second" value={scope ? `${measure}|${scope}` : measure} onChange={(e) => { setPicked(e.target.value); setDone(undefined); }}>{choices.map((m) => { const [of = m, s] = m.split('|'); return <option key={m} value={m}>{what({ measure: of, ...(s ? { scope: s } : {}) })}</option>; })}</select></label>
        {mode === 'protect' && <label>{t('protect/why')}<select className="big second" value={why} onChange={(e) => setWhy(e.target.value)}>{REASONS.map((r) => <option key={r} value={r}>{t(`protect/r_${r}`)}</option>)}</select></label>}
        {begun && <p className={begun.closed ? 'dim' : 'over'}>{begun.closed ? '■' : '◐'} {t(`closureBoard/m_${begun.state}`)}{begun.returnedBecause && !begun.executedAt ? ` · ↩ ${begun.returnedBecause}` : ''}</p>}
        <PhotoField of={camera} />
        {waits.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
        <Problem error={error} kept={error ? t('field/kept') : ''} />
        {done && <p className="receipt" role="status">✓ {t(`protect/done_${done.state === 'lifted' ? 'lifted' : done.executedAt ? 'photo' : 'noPhoto'}`)}</p>}
        {mode !== 'wait' && <button className={photo ? 'big second' : 'big'} disabled={busy || camera.shrinking || !chosen} onClick={camera.pick}>{camera.shrinking ? t('field/shrinking') : photo ? t('field/retake') : t(mode === 'lift' ? 'protect/photoLift' : 'protect/photo')}</button>}
        {mode !== 'wait' && (photo || !needsPhoto) && <button className={photo ? 'big' : 'big second'} disabled={busy || camera.shrinking || !chosen} onClick={() => void send()}>{busy ? t('field/sending') : t(`protect/${mode === 'lift' ? 'sendLift' : photo ? 'send' : 'sendNow'}`, { measure: what(act) })}</button>}
        {mode === 'wait' && <p className="dim">{t('protect/wait')}</p>}
      </div>
    </details>
  );
}
