import { STAGES } from '@xunling/contracts';
import { serverNow } from '../live/server-clock.js';
import { Countdown, LevelChip } from '../look/glyphs.js';
import { isOver, reachedOf } from '../view/item.js';
import { expected } from '../view/queue.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { FiveButtons } from './five-buttons.js';
import { LetGo } from './let-go.js';
import { ShareOut } from './share-out.js';
import { usePlaces, useReminder, type Item } from './items.js';
import { useQueue } from './queue.js';

/** One duty: its clock, what to do, the five buttons. What waits on the device is said to wait; nothing is marked done before the server's receipt. */
export function DutyCard({ item, now, onReport }: { item: Item; now: boolean; onReport: (kind: string) => void }) {
  const { t, zh, code, what } = useWords();
  const { acts, sending, receipts } = useQueue();
  const places = usePlaces(item.area);
  const called = useReminder(item, now && !isOver(item) && item.state !== 'reported');
  const reached = reachedOf(item);
  const stage = STAGES[Math.min(5, reached + 1)]!;
  const over = !isOver(item) && item.state !== 'reported' && Date.parse(item.dueAt) < serverNow();
  const returned = item.rounds.at(-1);
  const waiting = acts.filter((a) => a.subject === item.id);
  const receipt = receipts.find((r) => r.subject === item.id);
  return (
    <article className={`duty ${now ? 'now' : ''} ${over ? 'over' : ''}`} aria-label={what(item)}>
      <div className="title">{what(item)}{item.level && <LevelChip level={item.level} />}<span className="chip line" style={{ marginLeft: 'auto' }}>{t(`item/${item.state}`)}</span></div>
      <div className="dim">{places.area(item.area)} · {places.to(item)}</div>
      {!isOver(item) && <Countdown due={Date.parse(item.dueAt)} />}
      {!isOver(item) && <div className="dim">{t('field/due', { stage: t(`stage/${stage}`), time: clockTime(item.dueAt).slice(0, 5) })}</div>}
      <div className="steps" aria-hidden="true">{STAGES.slice(1).map((s, i) => <span key={s} className={i + 1 <= reached ? 'done' : i + 1 === reached + 1 ? 'next' : ''}>{t(`stage/${s}`)}</span>)}</div>
      <p className="text">{zh ? item.textZh : item.textEn}</p>
      {called && <div className="problem" role="status"><strong>▲ {t(called.byClock ? 'field/prompted' : 'field/called', { n: called.n, time: clockTime(called.at).slice(0, 5) })}</strong></div>}
      {item.state === 'returned' && returned && <div className="problem"><strong>↩ {t('field/returnedBecause', { reason: returned.reason })}</strong></div>}
      {waiting.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : sending === a.id ? '→' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : sending === a.id ? 'sendingLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
      {receipt && <p className="receipt" role="status">✓ {t('field/receipt', { verb: code('field/verb', receipt.verb), time: clockTime(receipt.at) })}</p>}
      <FiveButtons key={item.id} item={item} state={expected(item, acts)} onReport={onReport} />
      <ShareOut item={item} />
      <LetGo item={item} />
      {item.state === 'reported' && <p className="dim">◐ {t('field/waitVerify')}</p>}
    </article>
  );
}
