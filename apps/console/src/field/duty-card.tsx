import { useQueryClient } from '@tanstack/react-query';
import { STAGES } from '@xunling/contracts';
import type { ItemView, StoredEvidence } from '@xunling/contracts/classes';
import { useEffect, useRef, useState } from 'react';
import { newKey, write } from '../api/door.js';
import { serverNow } from '../live/server-clock.js';
import { Countdown, LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { isOver, reachedOf, stepsOf, type Verb } from '../view/item.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { LetGo } from './let-go.js';
import { usePlaces, useReminder, type Item } from './items.js';
import { locate, shrink } from './photo.js';

type Sending = 'locating' | 'shrinking' | Verb | undefined;

/** One duty: its clock, what to do, one big button for the next step. Nothing is marked done before the server's receipt. */
export function DutyCard({ item, now }: { item: Item; now: boolean }) {
  const { t, zh, code } = useWords();
  const { send, sending, error, receipt } = useAnswer(item);
  const [reasons, setReasons] = useState(false);
  const [photo, setPhoto] = useState<{ blob: Blob; url: string; takenAt: string }>();
  const [bad, setBad] = useState(false);
  const [busy, setBusy] = useState<Sending>();
  const [note, setNote] = useState('');
  const places = usePlaces(item.area);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => () => { if (photo) URL.revokeObjectURL(photo.url); }, [photo]);
  const called = useReminder(item, now && !isOver(item) && item.state !== 'reported');
  const step = stepsOf(item)[0];
  const reached = reachedOf(item);
  const stage = STAGES[Math.min(5, reached + 1)]!;
  const over = !isOver(item) && item.state !== 'reported' && Date.parse(item.dueAt) < serverNow();
  const returned = item.rounds.at(-1);
  const checkIn = async () => {
    setBusy('locating');
    const at = await locate();
    setBusy(undefined);
    if (typeof at === 'string') setReasons(true);
    else await send('check-in', { position: at });
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy('shrinking');
    setBad(false);
    try {
      const blob = await shrink(file);
      setPhoto({ blob, url: URL.createObjectURL(blob), takenAt: new Date(file.lastModified || Date.now()).toISOString() });
    } catch {
      setBad(true);
    }
    setBusy(undefined);
  };
  const wait = sending || busy;
  const label = (text: string): string => (busy === 'locating' ? t('field/locating') : busy === 'shrinking' ? t('field/shrinking') : sending ? t('field/sending') : text);
  return (
    <article className={`duty ${now ? 'now' : ''} ${over ? 'over' : ''}`} aria-label={code('measure', item.measure)}>
      <div className="title">{code('measure', item.measure)}{item.level && <LevelChip level={item.level} />}<span className="chip line" style={{ marginLeft: 'auto' }}>{t(`item/${item.state}`)}</span></div>
      <div className="dim">{places.area(item.area)} · {places.to(item)}</div>
      {!isOver(item) && <Countdown due={Date.parse(item.dueAt)} />}
      {!isOver(item) && <div className="dim">{t('field/due', { stage: t(`stage/${stage}`), time: clockTime(item.dueAt).slice(0, 5) })}</div>}
      <div className="steps" aria-hidden="true">{STAGES.slice(1).map((s, i) => <span key={s} className={i + 1 <= reached ? 'done' : i + 1 === reached + 1 ? 'next' : ''}>{t(`stage/${s}`)}</span>)}</div>
      <p className="text">{zh ? item.textZh : item.textEn}</p>
      {called && <div className="problem" role="status"><strong>▲ {t('field/called', { n: called.n, time: clockTime(called.at).slice(0, 5) })}</strong></div>}
      {item.state === 'returned' && returned && <div className="problem"><strong>↩ {t('field/returnedBecause', { reason: returned.reason })}</strong></div>}
      {receipt && <p className="receipt" role="status">✓ {t('field/receipt', { verb: t(`field/verb/${receipt.verb}`), time: clockTime(receipt.at) })}</p>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <div className="stack">
        {step === 'acknowledge' && <button className="big" disabled={!!wait} onClick={() => void send('acknowledge', {})}>{label(t('field/acknowledge'))}</button>}
        {step === 'check-in' && !reasons && <button className="big" disabled={!!wait} onClick={() => void checkIn()}>{label(t('field/checkIn'))}</button>}
        {step === 'check-in' && reasons && <><p>{t('field/noPosition')}</p>{(['positionNone', 'positionDenied', 'positionFail'] as const).map((why) => <button key={why} className="big second" disabled={!!wait} onClick={() => void send('check-in', { noPositionReason: t(`field/${why}`) })}>{label(`${t('field/checkIn')} · ${t(`field/${why}`)}`)}</button>)}</>}
        {step === 'execute' && (
          <>
            {photo && <img className="photo" src={photo.url} alt={t('field/evidence')} />}
            {bad && <div className="problem" role="alert"><strong>{t('field/photoBad')}</strong></div>}
            <input ref={picker} className="hidden-input" type="file" accept="image/*" capture="environment" aria-label={t('field/take')} tabIndex={-1} onChange={(e) => { void take(e.target.files?.[0]); e.target.value = ''; }} />
            {(photo || item.evidence === 'none') && <textarea aria-label={t('field/note')} placeholder={t('field/note')} value={note} onChange={(e) => setNote(e.target.value)} rows={1} />}
            {(photo || item.evidence === 'none') && <button className="big" disabled={!!wait} onClick={() => void send('execute', { ...(note.trim() ? { note: note.trim() } : {}) }, photo)}>{label(photo ? t('field/confirm') : t('field/finish'))}</button>}
            <button className={photo || item.evidence === 'none' ? 'big second' : 'big'} disabled={!!wait} onClick={() => picker.current?.click()}>{label(photo ? t('field/retake') : item.evidence === 'none' ? t('field/take') : t('field/photo'))}</button>
          </>
        )}
        <LetGo item={item} />
        {item.state === 'reported' && <p className="dim">◐ {t('field/waitVerify')}</p>}
      </div>
    </article>
  );
}

/** Sends one answer; the photo goes up first, once: a second try after a lost answer has no second effect. */
function useAnswer(item: Item) {
  const client = useQueryClient();
  const [sending, setSending] = useState<Verb>();
  const [error, setError] = useState<unknown>();
  const [receipt, setReceipt] = useState<{ verb: Verb; at: string }>();
  const stored = useRef<{ blob: Blob; id: string }>(undefined);
  const key = useRef({ verb: '', text: '', key: newKey() });
  const send = async (verb: Verb, body: Record<string, unknown>, photo?: { blob: Blob; takenAt: string }) => {
    setSending(verb);
    setError(undefined);
    try {
      if (photo && stored.current?.blob !== photo.blob) {
        const form = new FormData();
        form.append('takenAt', photo.takenAt);
        form.append('file', photo.blob, 'photo.jpg');
        stored.current = { blob: photo.blob, id: (await write<StoredEvidence>('/api/evidence', form, newKey())).id };
      }
      const full = photo ? { ...body, evidence: [stored.current!.id] } : body;
      const text = JSON.stringify(full);
      if (key.current.verb !== verb || key.current.text !== text) key.current = { verb, text, key: newKey() };
      const after = await write<ItemView>(`/api/${item.list}/${item.id}/${verb}`, full, key.current.key);
      setReceipt({ verb, at: new Date(serverNow()).toISOString() });
      client.setQueriesData<Item[]>({ queryKey: ['mine'] }, (items) => items?.map((i) => (i.id === item.id ? { ...after, list: item.list } : i)));
    } catch (problem) {
      setError(problem);
    }
    setSending(undefined);
  };
  return { send, sending, error, receipt };
}
