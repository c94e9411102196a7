import type { GroundInForce } from '@xunling/contracts/classes';
import { Link } from 'react-router';
import { useNames, usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** What the ground began by itself and still stands; absent where there is none. */
export function GroundList({ items }: { items: readonly GroundInForce[] }) {
  const { t, code, what } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const people = usePeople(items.map((g) => g.begunBy));
  if (items.length === 0) return null;
  return (
    <section className="sheet" aria-label={t('standDown/ground')}>
      <h2>{t('standDown/ground')} ({items.length})</h2>
      <p className="dim">{t('standDown/groundMore')} <Link to="/closures">{t('standDown/groundLift')}</Link></p>
      <div className="scroll" tabIndex={0}><table className="table">
        <thead><tr>{['measure', 'place', 'who', 'since', 'state'].map((c) => <th scope="col" key={c}>{t(`standDown/${c}`)}</th>)}</tr></thead>
        <tbody>{items.map((g) => (
          <tr key={g.measureId}><td><b>{what(g)}</b><div className="dim">{g.reason}</div></td><td>{names.site(g.siteId)}<br /><span className="dim">{names.place(g.area)}</span></td><td>{people(g.begunBy)}</td><td className="num">{shortTime(g.begunAt, now)}</td>
            <td>{g.lifting ? `↻ ${t('standDown/groundLifting')}` : g.state === 'verified' ? `✓ ${code('stage', 'verified')}` : <span className="over">◐ {code('stage', g.state)}</span>}</td></tr>
        ))}</tbody>
      </table></div>
    </section>
  );
}
