import { useState } from 'react';
import { useNow } from '../live/server-clock.js';
import type { QueuedAct } from '../view/queue.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { PhotoField } from './photo-field.js';
import { correct, useQueue, withdrawAct } from './queue.js';
import { usePhoto } from './use-photo.js';

/** Acts that take a photo; and those that take no words. */
const SHOWN = ['execute', 'report', 'protect', 'redo', 'lift', 'patrol'];
const WORDLESS = ['protect', 'empty', 'arrive', 'lift'];

/** How many acts the server does not have yet, always in sight; each with what it waits for, and what to do where it was refused. */
export function QueuePanel() {
  const { t } = useWords();
  const { acts, sending, signedOut, broken } = useQueue();
  const rejected = acts.filter((a) => a.state === 'rejected');
  if (broken) return <div className="problem" role="alert"><strong>{t('queue/broken')}</strong></div>;
  if (acts.length === 0) return null;
  return (
    <details className="unsent" open={rejected.length > 0 ? true : undefined}>
      <summary><b className="num">◌ {t('queue/unsent', { n: acts.length })}</b>{rejected.length > 0 && <span className="over">✕ {t('queue/rejected', { n: rejected.length })}</span>}</summary>
      <p className="dim">{signedOut ? t('queue/signedOut') : t('queue/order')}</p>
      <ol>{acts.map((a) => <Act key={a.id} act={a} sending={sending === a.id} />)}</ol>
    </details>
  );
}

function Act({ act, sending }: { act: QueuedAct; sending: boolean }) {
  const { t, zh, code } = useWords();
  const now = useNow();
  const photo = usePhoto();
  const [open, setOpen] = useState(false);
  const field = act.verb === 'report' ? 'text' : 'note';
  const [text, setText] = useState(String(act.body[field] ?? ''));
  const r = act.refusal;
  return (
    <li className="unsent-act">
      <div><b>{code('field/verb', act.verb)}</b> {act.about} <span className="dim num">{shortTime(act.at, now)}</span> <span className={act.state === 'rejected' ? 'over' : 'dim'}>{act.state === 'rejected' ? `✕ ${t('queue/refused')}` : sending ? `→ ${t('field/sending')}` : `◌ ${t('queue/waiting')}`}</span></div>
      {r && <div className="problem" role="alert"><strong>{zh ? r.zh : r.en}</strong>{r.detail && <div>{r.detail}</div>}{r.errors.map((e) => <div key={e.path}>{t('error/field', { path: e.path, message: zh ? (e.messageZh ?? e.message) : e.message })}</div>)}<div className="dim">{t('queue/kept')}</div></div>}
      {open && (
        <div className="stack">
          {!WORDLESS.includes(act.verb) && <textarea aria-label={t('queue/words')} value={text} onChange={(e) => setText(e.target.value)} rows={2} maxLength={900} />}
          <PhotoField of={photo} />
          {SHOWN.includes(act.verb) && <button className="big second" onClick={photo.pick}>{photo.photo || act.photo ? t('field/retake') : t('field/take')}</button>}
          <button className="big" onClick={() => void correct(act.id, text.trim() ? { [field]: text.trim() } : {}, photo.photo && { blob: photo.photo.blob, takenAt: photo.photo.takenAt })}>{t('queue/again')}</button>
        </div>
      )}
      {!sending && <div className="act-row">{act.state === 'rejected' && <button className="chip-button" aria-expanded={open} onClick={() => setOpen(!open)}>{t('queue/correct')}</button>}<button className="chip-button" onClick={() => void withdrawAct(act.id)}>{t('queue/withdraw')}</button></div>}
    </li>
  );
}
