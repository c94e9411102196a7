import { Button } from 'antd';
import { shuts } from '@xunling/contracts';
import type { ClosureRow, MeasureView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useNames, usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Countdown } from '../look/glyphs.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { ActOnMeasure, useActs } from './act-on-measure.js';

/** Older than this a depth is no news any more. */
const STALE_MINUTES = 30;
const GLYPH: Record<string, string> = { closed: '■', 'not-closed': '▲', open: '○' };

/** In danger, with measures none of which shuts it: whoever reads has to order one that does. */
const unshut = (r: ClosureRow): boolean => (r.flooded || r.measures.some((m) => m.measure === 'EVACUATE')) && r.measures.length > 0 && !r.measures.some((m) => shuts(m.measure, r.kind, m.scope));

export function ClosureTable({ rows, onDone }: { rows: readonly ClosureRow[]; onDone: () => void }) {
  const { t, zh, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  return (
    <div className="scroll" tabIndex={0}>
      <table className="table closures">
        <thead><tr>{['site', 'state', 'depth', 'measures'].map((c) => <th key={c} scope="col">{t(`closureBoard/c_${c}`)}</th>)}</tr></thead>
        <tbody>{rows.map((r) => (
          <tr key={r.siteId} className={r.shown === 'not-closed' ? 'bad' : ''}>
            <td><b>{zh ? r.name : r.nameEn}</b><div className="dim">{code('plans/siteKind', r.kind)} · {names.place(r.area)}</div></td>
            <td>
              <span className={r.shown === 'not-closed' ? 'over' : ''}>{GLYPH[r.shown]} {t(`closureBoard/s_${r.shown}`)}</span>
              {unshut(r) && <div className="over">▲ {t('closureBoard/notShut')}</div>}
              {r.conflictId && <div className="over">⚡ {t('closureBoard/disputed')}</div>}
              {r.patrolOverdue && <div className="over">▲ {t('closureBoard/patrolOverdue')}</div>}
            </td>
            <td className="num">
              {r.depth ? <><b className={r.flooded ? 'over' : ''}>{r.flooded ? '▲ ' : ''}{r.depth.cm} cm</b><div className={r.depth.ageMinutes > STALE_MINUTES ? 'stale-age' : 'dim'}>{t(`closureBoard/from_${r.depth.source}`)} {shortTime(r.depth.at, now)} · {t('closureBoard/age', { n: Math.max(0, Math.floor((now - Date.parse(r.depth.at)) / 60_000)) })}</div></> : <span className="dim">– {t('closureBoard/noDepth')}</span>}
              {r.closeAtCm !== undefined && <div className="dim">{t('closureBoard/threshold', { n: r.closeAtCm })}</div>}
            </td>
            <td>{r.measures.length === 0 ? <span className="dim">{t('closureBoard/noMeasure')}</span> : r.measures.map((m) => <Measure key={m.id} m={m} onDone={onDone} />)}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function Measure({ m, onDone }: { m: MeasureView; onDone: () => void }) {
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
