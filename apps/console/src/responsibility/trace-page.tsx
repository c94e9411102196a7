import { Button } from 'antd';
import type { ResponsibilityLine, ResponsibilityTrace } from '@xunling/contracts/classes';
import { useNames, usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { eventKey } from '../view/event.js';
import { clockTime, dateOf, shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const userOf = (actor: string): string => actor.replace(/^user:/, '');

/** One printable page; every line names its event. */
export function TracePage({ trace: { order, at, missed, lines } }: { trace: ResponsibilityTrace }) {
  const { t, code, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const people = usePeople([order.holderId, order.issuedBy, ...lines.flatMap((l) => [userOf(l.actor), ...(l.answeredBy ? [l.answeredBy] : []), ...l.told.flatMap((p) => (p.userId ? [p.userId] : []))])]);
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify({ order, at, missed, lines }, undefined, 2)], { type: 'application/json' }));
    link.download = `responsibility-${order.id}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <article className="report">
      <header>
        <h2>{code('measure', order.measure)} · {order.siteId ? names.site(order.siteId) : names.place(order.area)}</h2>
        <p>{t('responsibility/head', { to: order.addressee.name, who: people(order.holderId), by: people(order.issuedBy), time: `${dateOf(order.issuedAt)} ${clockTime(order.issuedAt)}` })} {order.level && <LevelChip level={order.level} />}</p>
        <p className="dim">{zh ? order.textZh : order.textEn}</p>
      </header>
      <h3 className="section">{t('responsibility/missed')}</h3>
      {missed.length === 0 ? <p>✓ {t('responsibility/noneMissed')}</p> : <ul>{missed.map((m) => <li key={m.stage} className="over">▲ {t(`stage/${m.stage}`)} · {t('responsibility/due', { time: shortTime(m.dueAt, now) })} · {m.doneAt ? t('responsibility/cameLate', { n: m.minutes, time: shortTime(m.doneAt, now) }) : t(['withdrawn', 'superseded'].includes(order.state) ? 'responsibility/neverCame' : 'responsibility/notCome', { n: m.minutes })}</li>)}</ul>}
      <h3 className="section">{t('responsibility/lines', { n: lines.length })}</h3>
      <div className="scroll" tabIndex={0}>
        <table className="table">
          <thead><tr>{['received', 'occurred', 'what', 'told', 'channel', 'answered', 'saw'].map((c) => <th key={c} scope="col">{t(`responsibility/c_${c}`)}</th>)}</tr></thead>
          <tbody>{lines.map((l) => <Row key={l.eventId} line={l} people={people} />)}</tbody>
        </table>
      </div>
      <p className="dim num hash">{t('responsibility/order')} {order.id} · {t('responsibility/as', { time: clockTime(at) })}</p>
      <div className="page-acts no-print"><Button onClick={() => print()}>{t('sitreps/print')}</Button><Button onClick={download}>{t('responsibility/json')}</Button></div>
    </article>
  );
}

function Row({ line: l, people }: { line: ResponsibilityLine; people: (id: string) => string }) {
  const { t, code } = useWords();
  const { saw } = l;
  // a carrier's reason and why a duty ended are codes; what people give is theirs
  const reasonOf = (reason: string): string => { const carrier = code('callouts/reason', reason); return carrier === reason ? code('state', reason) : carrier; };
  const channelOf = (kind: string): string => (kind === 'subject' || kind === 'picture' ? t(`responsibility/by_${kind}`) : code('callouts', `ch_${kind}`));
  const actor = userOf(l.actor);
  return (
    <tr>
      <td className="num">{clockTime(l.receivedAt)}</td>
      <td className="num dim">{clockTime(l.occurredAt)}</td>
      <td><b>{code('event', eventKey(l.type))}</b>{l.stage && ` · ${t(`stage/${l.stage}`)}`}{!l.actor.startsWith('system:') && <span className="dim"> · {people(actor)}</span>}{l.reason && <div className="dim">{reasonOf(l.reason)}</div>}<div className="dim num event-id">{l.eventId}</div></td>
      <td>{l.told.map((p, i) => <div key={i}>{p.userId ? people(p.userId) : t('responsibility/nobody')} <span className="dim">{t(`responsibility/as_${p.as}`)}{p.name ? ` · ${code('decision', `seat_${p.name}`) === `seat_${p.name}` ? p.name : code('decision', `seat_${p.name}`)}` : ''}</span></div>)}</td>
      <td>{l.channel ? channelOf(l.channel) : '–'}{l.outcome && <div className={l.outcome === 'accepted' ? 'dim' : 'over'}>{l.outcome === 'accepted' ? '✓' : '▲'} {t(`responsibility/out_${l.outcome}`)}</div>}</td>
      <td>{l.answeredBy ? people(l.answeredBy) : <span className="dim">–</span>}</td>
      <td>{code('state', saw.state)} {saw.overdue.length > 0 && <span className="over">▲ {saw.overdue.map((s) => t(`stage/${s}`)).join('、')}</span>}<div className="page-acts"><LevelChip level={saw.level === 'none' ? undefined : saw.level} />{saw.warnings.map((c, i) => <ColourChip key={i} colour={c} />)}</div></td>
    </tr>
  );
}
