import { Checkbox } from 'antd';
import type { MeasureInForce } from '@xunling/contracts/classes';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { shortTime } from '../view/time.js';
import { useNow } from '../live/server-clock.js';
import { useWords } from '../words/use-words.js';

const DONE = ['reported', 'verified'];
/** Done, and no lift order on its way. */
export const liftable = (m: MeasureInForce): boolean => DONE.includes(m.state) && !m.lift;

/** What stands, oldest first; what is not done yet is withdrawn from its card, not lifted. */
export function MeasureTable({ items, picked, onPick }: { items: readonly MeasureInForce[]; picked: ReadonlySet<string>; onPick: ((next: ReadonlySet<string>) => void) | undefined }) {
  const { t, code, what } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const can = items.filter(liftable);
  const all = can.length > 0 && can.every((m) => picked.has(m.orderId));
  const toggle = (id: string) => { const next = new Set(picked); if (!next.delete(id)) next.add(id); onPick?.(next); };
  return (
    <div className="scroll" tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {onPick && <th scope="col"><Checkbox aria-label={t('standDown/all')} checked={all} disabled={can.length === 0} indeterminate={!all && can.some((m) => picked.has(m.orderId))} onChange={() => onPick(all ? new Set() : new Set(can.map((m) => m.orderId)))} /></th>}
            {['measure', 'place', 'who', 'since', 'state', 'lifting'].map((c) => <th scope="col" key={c}>{t(`standDown/${c}`)}</th>)}
          </tr>
        </thead>
        <tbody>{items.map((m) => (
          <tr key={m.orderId}>
            {onPick && <td><Checkbox aria-label={t('standDown/one', { what: what(m) })} checked={picked.has(m.orderId)} disabled={!liftable(m)} onChange={() => toggle(m.orderId)} /></td>}
            <td><b>{what(m)}</b></td>
            <td>{m.siteId && <>{names.site(m.siteId)}<br /></>}<span className="dim">{names.place(m.area)}</span></td>
            <td>{names.post(m.addressee.id) === m.addressee.id.slice(0, 8) ? m.addressee.name : names.post(m.addressee.id)}</td>
            <td className="num">{shortTime(m.issuedAt, now)}</td>
            <td>{m.broken ? <span className="over">▲ {t('standDown/broken')}</span> : DONE.includes(m.state) ? <>{m.state === 'verified' ? '✓ ' : '◐ '}{code('stage', m.state)}</> : <span className="over">▲ {code('stage', m.state)}<span className="dim"> · {t('standDown/withdraw')}</span></span>}</td>
            <td>{m.lift ? <>↻ {code('stage', m.lift.state)}</> : <span className="dim">{t('standDown/noLift')}</span>}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
