import { shuts } from '@xunling/contracts';
import { useState } from 'react';
import type { FeedLine, Picture } from '@xunling/picture';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { closuresOf } from '../view/closures.js';
import { eventKey } from '../view/event.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePage } from './page-state.js';
import { Empty, Panel } from './panel.js';

/** Newest events, and the sites under a measure: how many are closed of those that are to be, by the rule of the closure board (C6). */
export function FeedPanel() {
  const { t } = useWords();
  const { picture } = useLive();
  const { filter } = usePage();
  const [tab, setTab] = useState<'feed' | 'closures'>('feed');
  const measures = picture ? Object.values(picture.measures).filter((m) => m.area.startsWith(filter.area)) : [];
  const marks = picture ? [...closuresOf(picture, filter.area).values()].filter((m) => m !== 'held') : [];
  const closed = marks.filter((m) => m === 'closed').length;
  const title = (
    <div className="tabs" role="tablist">
      <button className="plain" role="tab" aria-selected={tab === 'feed'} onClick={() => setTab('feed')}>{t('feed/title')}</button>
      <button className="plain" role="tab" aria-selected={tab === 'closures'} onClick={() => setTab('closures')}>{t('closures/title')} {marks.length > 0 && <span className={`num ${closed < marks.length ? 'over' : ''}`}>{closed < marks.length ? '▲ ' : ''}{closed}/{marks.length}</span>}</button>
    </div>
  );
  return (
    <Panel id="feed" label={tab === 'feed' ? t('feed/title') : t('closures/title')} title={title}>
      {tab === 'feed' ? <Feed picture={picture} /> : <Closures picture={picture} measures={measures} />}
    </Panel>
  );
}

function Feed({ picture }: { picture: Picture | undefined }) {
  const { t } = useWords();
  const { filter } = usePage();
  const street = filter.area.slice(6, 9);
  const lines = (picture?.feed ?? []).filter((l) => !street || l.street === street || l.street === '000' || l.street === '999');
  if (lines.length === 0) return <Empty title={t('feed/empty')} />;
  return <div role="log">{lines.map((line) => <Line key={line.seq} line={line} picture={picture!} />)}</div>;
}

function Line({ line, picture }: { line: FeedLine; picture: Picture }) {
  const { t, code } = useWords();
  const { openTrace } = usePage();
  const names = useNames(picture);
  const type = line.type.replace(/\.v\d+$/, '');
  const title = code('event', eventKey(type));
  const f = line.facts ?? {};
  const order = typeof f['orderId'] === 'string' && line.n === 1 && picture.orders[f['orderId']] ? f['orderId'] : undefined;
  const where = line.n === 1 && typeof f['area'] === 'string' ? names.area(f['area']) : /^(000|999)$/.test(line.street) ? t('feed/street') : names.area(`${Object.keys(picture.areas)[0]?.slice(0, 6)}${line.street}`);
  const body = (
    <>
      <span className="num dim">{clockTime(line.received)}</span>
      <span className="cut">{type.includes('overdue') || type.includes('escalated') || type.includes('dead') ? <span className="over">▲ {title}</span> : title}{' '}
        {typeof f['colour'] === 'string' && <ColourChip colour={f['colour']} />}{typeof f['level'] === 'string' && <LevelChip level={f['level']} />}
        {typeof f['stage'] === 'string' && <span className="dim">{code('stage', f['stage'])}</span>}{typeof f['orders'] === 'number' && <b className="num"> {t('board/count', { n: f['orders'] })}</b>}
        {line.n > 1 && <b className="num"> {t('feed/n', { n: line.n })}</b>}{typeof f['headline'] === 'string' && <span className="dim"> {f['headline']}</span>}</span>
      <span className="dim cut" style={{ maxWidth: 120 }}>{where}</span>
    </>
  );
  return order ? <button className="plain fline press" onClick={() => openTrace(order)}>{body}</button> : <div className="fline">{body}</div>;
}

function Closures({ picture, measures }: { picture: Picture | undefined; measures: Picture['measures'][string][] }) {
  const { t, what } = useWords();
  const { openTrace } = usePage();
  const names = useNames(picture);
  // verified, and everybody still gets in
  const idle = (m: Picture['measures'][string]): boolean => m.state === 'verified' && !shuts(m.measure, picture?.sites[m.site]?.kind, m.scope);
  const rank = { ordered: 0, executed: 1, verified: 2 };
  if (measures.length === 0) return <Empty title={t('closures/empty')} />;
  return (
    <div>{[...measures].sort((a, b) => rank[a.state] - rank[b.state] || (a.site < b.site ? -1 : 1)).map((m) => (
      <button key={m.site + m.measure + (m.scope ?? '')} className="plain fline press" style={{ gridTemplateColumns: '64px 1fr auto' }} onClick={() => openTrace(m.order)}>
        <b>{what(m)}</b><span className="cut">{names.site(m.site)} <span className="dim">{names.area(m.area.slice(0, 9))}</span></span>
        <span className={m.state === 'ordered' ? 'over' : ''}>{m.state === 'ordered' ? '▲ ' : m.state === 'executed' ? '◐ ' : idle(m) ? '◇ ' : '✓ '}{t(`closures/${m.lift ? 'lifting' : idle(m) ? 'held' : m.state}`)}</span>
      </button>
    ))}</div>
  );
}
