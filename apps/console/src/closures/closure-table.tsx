import { shuts } from '@xunling/contracts';
import type { ClosureRow } from '@xunling/contracts/classes';
import { useNames } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { MeasureCard } from './measure-card.js';
import { StateSite } from './state-site.js';

/** Older than this a depth is no news any more. */
const STALE_MINUTES = 30;
const GLYPH: Record<string, string> = { closed: '■', 'not-closed': '▲', unknown: '?', open: '○' };

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
              <span className={r.shown === 'not-closed' ? 'over' : r.shown === 'unknown' ? 'unknown' : ''}>{GLYPH[r.shown]} {t(`closureBoard/s_${r.shown}`)}</span>
              {r.shown === 'unknown' && <div className="dim">{t('closureBoard/unheard')}</div>}
              {unshut(r) && <div className="over">▲ {t('closureBoard/notShut')}</div>}
              {r.conflictId && <div className="over">⚡ {t('closureBoard/disputed')}</div>}
              <StateSite siteId={r.siteId} area={r.area} onDone={onDone} />
              {r.patrolOverdue && <div className="over">▲ {t('closureBoard/patrolOverdue')}</div>}
            </td>
            <td className="num">
              {r.depth ? <><b className={r.flooded ? 'over' : ''}>{r.flooded ? '▲ ' : ''}{r.depth.cm} cm</b><div className={r.depth.ageMinutes > STALE_MINUTES ? 'stale-age' : 'dim'}>{t(`closureBoard/from_${r.depth.source}`)} {shortTime(r.depth.at, now)} · {t('closureBoard/age', { n: Math.max(0, Math.floor((now - Date.parse(r.depth.at)) / 60_000)) })}</div></> : <span className="dim">– {t('closureBoard/noDepth')}</span>}
              {r.closeAtCm !== undefined && <div className="dim">{t('closureBoard/threshold', { n: r.closeAtCm })}</div>}
            </td>
            <td>{r.measures.length === 0 ? <span className="dim">{t('closureBoard/noMeasure')}</span> : r.measures.map((m) => <MeasureCard key={m.id} m={m} onDone={onDone} />)}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
