import type { MeasureView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSession } from '../api/session.js';
import { Countdown } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePlaces } from './items.js';
import { owed, standing, useMeasures, type Placed } from './measures.js';
import { PhotoField } from './photo-field.js';
import { enqueue, useQueue } from './queue.js';
import { usePhoto } from './use-photo.js';

/** As many patrols as are shown at once, the most urgent first. */
const SHOWN = 10;
const dueAt = ({ m }: Placed): string => m.patrolDueAt ?? '9';

/** 管控: measures of one's own ground that wait for a hand, whoever began them, then those to be patrolled. `does`: who may do and open, an inspector only looks. */
export function MeasuresCard({ area, does }: { area: string; does: boolean }) {
  const { t } = useWords();
  const { user } = useSession();
  const { items, error } = useMeasures(area);
  const waiting = does ? items.filter(({ m }) => owed(m, user?.id)) : [];
  const stands = items.filter(({ m }) => standing(m)).sort((a, b) => (dueAt(a) < dueAt(b) ? -1 : 1));
  if (error) return <Problem error={error} />;
  return (
    <>
      {waiting.length > 0 && <section className="duty over" aria-label={t('measures/owed')}><div className="title">{t('measures/owed')}<span className="chip line num" style={{ marginLeft: 'auto' }}>{waiting.length}</span></div>{waiting.map((p) => <Owed key={p.m.id} of={p} act={owed(p.m, user?.id)!} />)}</section>}
      {stands.length > 0 && <details className="duty"><summary className="title" style={{ minHeight: 44 }}>{t('measures/patrols', { n: stands.length })}</summary>{stands.slice(0, SHOWN).map((p) => <Patrol key={p.m.id} of={p} />)}{stands.length > SHOWN && <p className="dim">{t('top/more', { n: stands.length - SHOWN })}</p>}</details>}
    </>
  );
}

/** What it is and where, and what waits on the device or was answered. */
function About({ of: { m, site } }: { of: Placed }) {
  const { t, zh, code, what } = useWords();
  const { acts, receipts } = useQueue();
  const places = usePlaces(m.area);
  const receipt = receipts.find((r) => r.subject === `measure-${m.id}`);
  return (
    <>
      <div><b>{what(m)}</b> {site ? (zh ? site.name : site.nameEn) : places.area(m.area)} <span className="chip line">{t(`closureBoard/m_${m.state}`)}</span></div>
      {m.returnedBecause && !m.executedAt && <div className="over">↩ {m.returnedBecause}</div>}
      {acts.filter((a) => a.subject === `measure-${m.id}`).map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
      {receipt && <p className="receipt" role="status">✓ {t('field/receipt', { verb: code('field/verb', receipt.verb), time: clockTime(receipt.at) })}</p>}
    </>
  );
}

/** Puts acts on one measure on the device, and says where the device keeps nothing. */
function useActOn(m: MeasureView, about: string): { waits: boolean; lost: boolean; put: (path: string, verb: string, body: object, photo?: { blob: Blob; takenAt: string }) => Promise<boolean> } {
  const { acts } = useQueue();
  const [lost, setLost] = useState(false);
  const subject = `measure-${m.id}`;
  return {
    waits: acts.some((a) => a.subject === subject), lost,
    put: async (path, verb, body, photo) => { try { await enqueue({ path: `/api/measures/${m.id}/${path}`, body: { ...body }, subject, verb, about, photo: photo && { blob: photo.blob, takenAt: photo.takenAt } }); setLost(false); return true; } catch { setLost(true); return false; } },
  };
}

function Owed({ of, act }: { of: Placed; act: 'execute' | 'lift' }) {
  const { t, what } = useWords();
  const camera = usePhoto();
  const { waits, lost, put } = useActOn(of.m, what(of.m));
  // begun on the ground without a photo, and never sent back
  const word = act === 'execute' && !of.m.returnedBecause ? 'begun' : act;
  const send = async () => { if (await put(act, act === 'lift' ? 'lift' : word === 'begun' ? 'execute' : 'redo', {}, camera.photo)) camera.clear(); };
  return (
    <article className="stack" aria-label={`${what(of.m)} ${of.site?.name ?? ''}`}>
      <About of={of} />
      <p className="dim">{t(`measures/why_${word}`)}</p>
      <PhotoField of={camera} />
      {!waits && <button className={camera.photo ? 'big second' : 'big'} disabled={camera.shrinking} onClick={camera.pick}>{camera.shrinking ? t('field/shrinking') : camera.photo ? t('field/retake') : t(`measures/photo_${act}`)}</button>}
      {!waits && camera.photo && <button className="big" disabled={camera.shrinking} onClick={() => void send()}>{t(`measures/do_${word}`)}</button>}
      {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
    </article>
  );
}

/** 巡查: whether it still holds, and how deep the water stands. */
function Patrol({ of }: { of: Placed }) {
  const { t, what } = useWords();
  const [cm, setCm] = useState('');
  const [note, setNote] = useState('');
  const { waits, lost, put } = useActOn(of.m, what(of.m));
  const { m } = of;
  const say = async (found: string) => { if (await put('patrol', 'patrol', { found, ...(cm === '' ? {} : { depthCm: Number(cm) }), ...(note.trim() ? { note: note.trim() } : {}) })) { setCm(''); setNote(''); } };
  const blocked = waits || (cm !== '' && !/^\d{1,4}$/.test(cm));
  return (
    <article className="stack" aria-label={`${what(m)} ${of.site?.name ?? ''}`}>
      <About of={of} />
      {m.patrolDueAt && <div className="dim">{t('closureBoard/nextPatrol')} <Countdown due={Date.parse(m.patrolDueAt)} className="num" />{m.patrolsMissed > 0 && <span className="over"> ▲ {t('closureBoard/missed', { n: m.patrolsMissed })}</span>}</div>}
      {m.siteId && <label>{t('closureBoard/measuredDepth')}<input className="field-input" type="number" inputMode="numeric" min={0} max={2000} value={cm} onChange={(e) => setCm(e.target.value)} /></label>}
      <textarea aria-label={t('field/note')} placeholder={t('field/note')} value={note} onChange={(e) => setNote(e.target.value)} rows={1} maxLength={900} />
      <div className="five">{(['closed', 'open'] as const).map((found) => <button key={found} className="big second" disabled={blocked} onClick={() => void say(found)}>{t(m.siteId ? `closureBoard/found${found === 'closed' ? 'Closed' : 'Open'}` : `closureBoard/areaFound${found === 'closed' ? 'Closed' : 'Open'}`)}</button>)}</div>
      {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
    </article>
  );
}
