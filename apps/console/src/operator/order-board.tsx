import { Input } from 'antd';
import { memo, useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react';
import type { OrderFact, Picture } from '@xunling/picture';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { Countdown, Late, LevelChip } from '../look/glyphs.js';
import { lanesOf, type Card, type LaneCards } from '../view/orders.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePage } from './page-state.js';
import { Empty, Panel } from './panel.js';

const CARD = 86;

/** Orders in lanes by state, the least time left on top; thousands of cards, only those in sight are drawn. */
export function OrderBoard() {
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
      <span className="dim" style={{ fontSize: 12, whiteSpace: 'nowrap' }}>{t('board/newest')}</span>
      <Input id="search-orders" size="small" allowClear style={{ width: 190 }} placeholder={t('board/search')} aria-label={t('command/search')} value={filter.text ?? ''} onChange={(e) => setFilter({ ...filter, text: e.target.value })} />
      <button className="plain chip line" aria-pressed={filter.overdue === true && !filter.stage} style={filter.overdue && !filter.stage ? { borderColor: 'var(--accent)', color: 'var(--text)' } : {}} onClick={() => setFilter({ area: filter.area, ...(filter.overdue && !filter.stage ? {} : { overdue: true }) })}>▲ {t('board/only')}</button>
      {narrowed && <><span className="chip line cut" style={{ color: 'var(--text)' }}>{t('board/filter')}: {what}</span><button className="plain" style={{ color: 'var(--accent)', whiteSpace: 'nowrap' }} onClick={clear}>✕ {t('board/clear')}</button></>}
    </div>
  );
  return (
    <Panel id="board" label={t('board/title')} title={t('board/title')} tools={tools}>
      {lanes.every((l) => l.cards.length === 0) && narrowed ? <Empty title={t('board/emptyAll')} /> : <div className="lanes">{lanes.map((lane) => <LaneColumn key={lane.lane} lane={lane} picture={picture!} />)}</div>}
    </Panel>
  );
}

function LaneColumn({ lane, picture }: { lane: LaneCards; picture: Picture }) {
  const { t } = useWords();
  return (
    <div className="lane" role="group" aria-label={t(`lane/${lane.lane}`)}>
      <h3>{t(`lane/${lane.lane}`)} <b className="num">{lane.cards.length}</b>{lane.overdue > 0 && <span style={{ marginLeft: 'auto' }}><Late n={lane.overdue} /></span>}</h3>
      <Sight items={lane.cards}>{(card, top) => <OrderCard key={card.id} id={card.id} order={card.order} due={card.due} picture={picture} top={top} />}</Sight>
    </div>
  );
}

/** Draws only what is in sight, and a little around it. */
function Sight({ items, children }: { items: Card[]; children: (card: Card, top: number) => ReactNode }) {
  const [top, setTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const height = box.current?.clientHeight ?? 800;
  const first = Math.max(0, Math.floor(top / CARD) - 3);
  return (
    <div className="scroll" ref={box} onScroll={(e) => setTop(e.currentTarget.scrollTop)} tabIndex={items.length > 0 ? 0 : -1}>
      <div style={{ position: 'relative', height: items.length * CARD }}>{items.slice(first, first + Math.ceil(height / CARD) + 6).map((card, i) => children(card, (first + i) * CARD))}</div>
    </div>
  );
}

interface OrderCardProps { id: string; order: OrderFact; due: number | undefined; picture: Picture; top: number }
const OrderCard = memo(function OrderCard({ id, order, due, picture, top }: OrderCardProps) {
  const { t, code } = useWords();
  const { openTrace } = usePage();
  const names = useNames(picture);
  const post = names.post(order.to[1]);
  return (
    <button className={`card ${order.overdue ? 'over' : ''}`} style={{ top }} onClick={() => openTrace(id)} aria-label={`${t('board/open')}: ${code('measure', order.measure)} ${post}`}>
      <span className="first">
        {due !== undefined ? <Countdown due={due} /> : <span className="clock dim num">{t(`state/${order.state}`)} {clockTime(order.at + Math.max(...order.done.map((d) => d ?? 0)))}</span>}
        <span className="what cut">{code('measure', order.measure)}</span>
      </span>
      <span className="cut">{post}</span>
      <span className="foot">
        {order.level && <LevelChip level={order.level} />}
        {order.step > 0 && <span className="late">{t('board/step', { n: order.step })}</span>}
        {order.returned !== undefined && <span className="late">↩</span>}
        {order.via && <span className="chip line">{t(`board/via_${order.via}`)}</span>}
        <span className="cut">{order.site ? names.site(order.site) : names.place(order.area)}</span>
      </span>
    </button>
  );
});
