import { Button } from 'antd';
import type { MeasureView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { Countdown } from '../look/glyphs.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { ActOnMeasure, useActs } from './act-on-measure.js';

/** One measure: who ordered, did and verified it, its photos and patrols, and what may be done with it now. */
export function MeasureCard({ m, onDone }: { m: MeasureView; onDone: () => void }) {
  const { t, what } = useWords();
  const now = useNow();
  const people = usePeople([m.orderedBy, ...(m.executedBy ? [m.executedBy] : []), ...(m.verifiedBy ? [m.verifiedBy] : []), ...(m.patrol ? [m.patrol.by] : [])]);
  const [act, setAct] = useState<string>();
  const acts = useActs(m);
  const step = (word: string, at: string | undefined, by?: string) => (at ? <span className="dim num"> · {t(`closureBoard/${word}`)} {shortTime(at, now)}{by ? ` ${people(by)}` : ''}</span> : null);
  return (
    <div className="measure">
      <div>
        <b>{what(m)}</b> <span className={`chip line`}>{m.closed ? '■ ' : '◐ '}{t(`closureBoard/m_${m.state}`)}</span>{m.origin === 'ground' && <span className="chip line">{t('closureBoard/ground')}</span>}
        {step('ordered', m.orderedAt, m.orderedBy)}{step('executed', m.executedAt, m.executedBy)}{step('verified', m.verifiedAt, m.verifiedBy)}
      </div>
      {m.reason && <div className="dim">{m.reason}</div>}
      {m.returnedBecause && !m.executedAt && <div className="over">↩ {m.returnedBecause}</div>}
      {m.review?.state === 'waiting' && <div className="over">▲ {t('closureBoard/unreviewed', { time: shortTime(m.review.dueAt, now) })}</div>}
      {m.review?.state === 'returned' && <div className="over">↩ {t('closureBoard/reviewReturned', { reason: m.review.reason ?? '' })}</div>}
      {m.evidence.length > 0 && <div className="thumbs">{m.evidence.map((e) => <a key={e.evidenceId} href={`/api/evidence/${e.evidenceId}`} target="_blank" rel="noreferrer"><img loading="lazy" src={`/api/evidence/${e.evidenceId}`} alt={t('closureBoard/photo', { time: shortTime(e.takenAt ?? e.receivedAt, now) })} /></a>)}</div>}
      {m.patrolDueAt && <div>{t('closureBoard/nextPatrol')} <Countdown due={Date.parse(m.patrolDueAt)} className="num" />{m.patrolsMissed > 0 && <span className="over"> ▲ {t('closureBoard/missed', { n: m.patrolsMissed })}</span>}{m.patrol && <span className="dim num"> · {t('closureBoard/lastPatrol', { time: shortTime(m.patrol.at, now), by: people(m.patrol.by) })}{m.patrol.found === 'open' ? ` ▲ ${t('closureBoard/foundOpen')}` : ''}{m.patrol.note ? ` ${m.patrol.note}` : ''}</span>}</div>}
      {acts.length > 0 && <div className="page-acts">{acts.map((a) => <Button key={a} size="small" aria-expanded={act === a} onClick={() => setAct(act === a ? undefined : a)}>{t(`closureBoard/a_${a}`)}</Button>)}</div>}
      {act && <ActOnMeasure key={act} m={m} act={act} onDone={() => { setAct(undefined); onDone(); }} />}
    </div>
  );
}
