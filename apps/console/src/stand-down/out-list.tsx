import type { CommitmentInForce, EvacuationInForce } from '@xunling/contracts/classes';
import { Link } from 'react-router';
import { useNames } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Who is away, by evacuation of whatever cause, and what ends each. */
export function PeopleAway({ items, away }: { items: readonly EvacuationInForce[]; away: number }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <section className="sheet" aria-label={t('standDown/away')}>
      <h2>{t('standDown/away')} <span className="num over">▲ {away}</span></h2>
      <p className="dim"><Link to="/evacuation">{t('standDown/awayMore')}</Link></p>
      <div className="scroll" tabIndex={0}><table className="table">
        <thead><tr>{['place', 'cause', 'since', 'planned', 'waiting', 'gone', 'ends'].map((c) => <th scope="col" key={c}>{t(`standDown/${c}`)}</th>)}</tr></thead>
        <tbody>{items.map((e) => (
          <tr key={e.evacuationId}>
            <td>{e.siteId && <>{names.site(e.siteId)}<br /></>}{names.place(e.area)}</td><td>{t(`standDown/cause_${e.cause}`)}</td><td className="num">{shortTime(e.openedAt, now)}</td>
            <td className="num">{e.planned}</td><td className="num">{e.waiting}</td><td className="num"><b>{e.away}</b></td><td>{e.state === 'lifted' ? '◐ ' : '▲ '}{t(`standDown/ends_${e.ends}`)}</td>
          </tr>
        ))}</tbody>
      </table></div>
    </section>
  );
}

/** Teams and depots that are out and leave no measure behind. */
export function Commitments({ items }: { items: readonly CommitmentInForce[] }) {
  const { t, what, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <section className="sheet" aria-label={t('standDown/commitments')}>
      <h2>{t('standDown/commitments')} <span className="num dim">{items.length}</span></h2>
      <div className="scroll" tabIndex={0}><table className="table">
        <thead><tr>{['unit', 'measure', 'place', 'since', 'state', 'ends'].map((c) => <th scope="col" key={c}>{t(`standDown/${c}`)}</th>)}</tr></thead>
        <tbody>{items.map((c) => (
          <tr key={c.orderId}>
            <td>{t(`standDown/${c.kind}`)} · {names.post(c.addressee.id) === c.addressee.id.slice(0, 8) ? c.addressee.name : names.post(c.addressee.id)}</td><td><b>{what(c)}</b>{c.quantity && <span className="num"> {c.quantity.n} {c.quantity.unit}</span>}</td>
            <td>{c.siteId && <>{names.site(c.siteId)}<br /></>}<span className="dim">{names.place(c.area)}</span></td><td className="num">{shortTime(c.issuedAt, now)}</td><td>◐ {code('stage', c.state)}</td><td>{t(`standDown/ends_${c.ends}`)}</td>
          </tr>
        ))}</tbody>
      </table></div>
    </section>
  );
}
