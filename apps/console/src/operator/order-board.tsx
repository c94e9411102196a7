import { BellOutlined, EditOutlined, RiseOutlined, RollbackOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { memo, useDeferredValue, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import type { OrderFact, Picture } from '@xunling/picture';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useLive } from '../live/use-picture.js';
import { Countdown, Late, LevelChip } from '../look/glyphs.js';
import { actsOnCard, type OrderAct } from '../view/acts.js';
import { lanesOf, type Card, type LaneCards } from '../view/orders.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePage } from './page-state.js';
import { Empty, Panel } from './panel.js';

const CARD = 86;

/** Orders in lanes by state, the least time left on top; thousands of cards, only those in sight are drawn. */
export function OrderBoard({ onIssue }: { onIssue: (() => void) | undefined }) {
  const { t, zh } = useWords();
  const { picture, version } = useLive();
  const { filter, setFilter, clear, area } = usePage();
  const names = useNames(picture);
  const shown = useDeferredValue(version);
  const lanes = useMemo(() => (picture ? lanesOf(picture, filter, names.post) : []), [picture, shown, filter, zh]);
  const narrowed = filter.area !== area || filter.stage || filter.overdue || filter.set || filter.text;
  const what = [names.area(filter.area), filter.stage ? (filter.overdue ? t(`late/${filter.stage}`) : t(`notYet/${filter.stage}`)) : filter.overdue ? t('late/any') : ''].filter(Boolean).join(' · ');
  const tools = (
    <div className="filters">
      {onIssue && <Button size="small" type="primary" onClick={onIssue}>＋ {t('issue/open')}</Button>}
      <span className="dim" style={{ fontSize: 12, whiteSpace: 'nowrap' }}>{t('board/newest')}</span>
      <Input id="search-orders" size="small" allowClear style={{ width: 190 }} placeholder={t('board/search')} aria-label={t('command/search')} value={filter.text ?? ''} onChange={(e) => setFilter({ ...filter, text: e.target.value })} />
      <button className="plain chip line" aria-pressed={filter.overdue === true && !filter.stage} style={filter.overdue && !filter.stage ? { borderColor: 'var(--accent)', color: 'var(--text)' } : {}} onClick={() => setFilter({ area: filter.area, ...(filter.overdue && !filter.stage ? {} : { overdue: true }) })}>▲ {t('board/only')}</button>
      {narrowed && <><span className="chip line cut" style={{ color: 'var(--text)' }}>{t('board/filter')}: {what}</span><button className="plain" style={{ color: 'var(--accent)', whiteSpace: 'nowrap' }} onClick={clear}>✕ {t('board/clear')}</button></>}
    </div>
  );
  return (
    <Panel id="board" label={t('board/title')} title={t('board/title')} tools={tools}>
      {lanes.every((l) => l.cards.length === 0) && narrowed ? <Empty title={t('board/emptyAll')} /> : <div className="lanes" style={{ gridTemplateColumns: lanes.map((l) => (l.cards.length > 0 ? 'minmax(0, 1fr)' : 'minmax(116px, .3fr)')).join(' ') }}>{lanes.map((lane) => <LaneColumn key={lane.lane} lane={lane} picture={picture!} />)}</div>}
    </Panel>
  );
}

function LaneColumn({ lane, picture }: { lane: LaneCards; picture: Picture }) {
  const { t } = useWords();
  return (
    <div className="lane" role="group" aria-label={t(`lane/${lane.lane}`)}>
      <h3>{t(`lane/${lane.lane}`)} <b className="num">{lane.cards.length}</b>{lane.overdue > 0 && <span style={{ marginLeft: 'auto' }}><Late n={lane.overdue} /></span>}</h3>
      <Sight items={lane.cards}>{(card, style) => <OrderCard key={card.id} id={card.id} order={card.order} due={card.due} picture={picture} style={style} />}</Sight>
    </div>
  );
}

/** Narrowest card; a wide lane shows several side by side. */
const NARROWEST = 216;

/** Draws only what is in sight, and a little around it. */
function Sight({ items, children }: { items: Card[]; children: (card: Card, style: CSSProperties) => ReactNode }) {
  const { filter } = usePage();
  const [top, setTop] = useState(0);
  const [size, setSize] = useState({ width: NARROWEST, height: 800 });
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current!;
    const watcher = new ResizeObserver(() => setSize({ width: element.clientWidth - 12, height: element.clientHeight }));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  // another filter is another list: it begins at its top
  useLayoutEffect(() => { box.current!.scrollTop = 0; setTop(0); }, [filter]);
  const columns = Math.max(1, Math.floor(size.width / NARROWEST));
  const first = Math.max(0, Math.floor(top / CARD) - 3) * columns;
  const shown = items.slice(first, first + (Math.ceil(size.height / CARD) + 6) * columns);
  return (
    <div className="scroll" ref={box} onScroll={(e) => setTop(e.currentTarget.scrollTop)} tabIndex={items.length > 0 ? 0 : -1}>
      <div style={{ position: 'relative', height: Math.ceil(items.length / columns) * CARD }}>
        {shown.map((card, i) => children(card, { top: Math.floor((first + i) / columns) * CARD, left: `${(100 / columns) * ((first + i) % columns)}%`, width: columns === 1 ? '100%' : `calc(${100 / columns}% - 6px)` }))}
      </div>
    </div>
  );
}

const ACT_ICON: Record<OrderAct, ReactNode> = { remind: <BellOutlined />, escalate: <RiseOutlined />, return: <RollbackOutlined />, amend: <EditOutlined />, withdraw: <StopOutlined /> };
const ACT_WORD: Record<OrderAct, string> = { remind: 'trace/remind', escalate: 'trace/escalate', return: 'trace/giveBack', amend: 'trace/amend', withdraw: 'trace/withdraw' };

interface OrderCardProps { id: string; order: OrderFact; due: number | undefined; picture: Picture; style: CSSProperties }
const OrderCard = memo(function OrderCard({ id, order, due, picture, style }: OrderCardProps) {
  const { t, code } = useWords();
  const { openTrace } = usePage();
  const { user } = useSession();
  const names = useNames(picture);
  const post = names.post(order.to[1]);
  return (
    <div className="slot" style={style}>
    <button className={`card ${order.overdue ? 'over' : ''}`} onClick={() => openTrace(id)} title={t('board/open')}>
      <span className="first">
        {due !== undefined ? <Countdown due={due} /> : <span className="clock dim num">{t(`state/${order.state}`)} {clockTime(order.state === 'verified' ? order.at + order.done[5]! : order.closed ?? order.at)}</span>}
        <span className="what cut">{code('measure', order.measure)}</span>
      </span>
      <span className="cut">{post}</span>
      <span className="foot">
        {order.level && <LevelChip level={order.level} />}
        {order.step > 0 && <span className="late">{t('board/step', { n: order.step })}</span>}
        {order.called && <span className="chip line">{t('board/called', { n: order.called[0] })}</span>}
        {order.returned !== undefined && <span className="late">↩</span>}
        {order.handedBack !== undefined && <span className="late" title={order.handedBack}>↩ {t('onPost/back')}</span>}
        {order.passed !== undefined && <span className="dim">⇄ {t('onPost/passed')}</span>}
        {order.via && <span className="chip line">{t(`board/via_${order.via}`)}</span>}
        <span className="cut">{order.site ? names.site(order.site) : names.place(order.area)}</span>
      </span>
    </button>
    {user && order.closed === undefined && <span className="card-acts">{actsOnCard(order, user, picture).map((act) => <button key={act} className="plain" tabIndex={-1} aria-label={`${t(ACT_WORD[act])} ${post}`} title={t(ACT_WORD[act])} onClick={() => openTrace(id, act)}>{ACT_ICON[act]}</button>)}</span>}
    </div>
  );
}, (a, b) => a.id === b.id && a.order === b.order && a.due === b.due && a.picture === b.picture && a.style.top === b.style.top && a.style.left === b.style.left && a.style.width === b.style.width);
