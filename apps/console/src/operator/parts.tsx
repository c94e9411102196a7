import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { OrderPage, OrderView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayIssueIn } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { DivideOrder } from './divide-order.js';
import { usePage } from './page-state.js';

/** A part withdrawn, replaced or added moves no arrow of the whole. */
const PARTS = /^command\.order\.(issued|withdrawn|divided)\./;
const UNDER_WAY = ['issued', 'delivered', 'acknowledged', 'executing'];

/** The parts of a divided order with how far each is; what of it is nobody's any more, and, where it may be divided, the way to do so. */
export function Parts({ order, mark }: { order: OrderView; mark: string }) {
  const { t, code } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const { openTrace } = usePage();
  const names = useNames(picture);
  const [dividing, setDividing] = useState(false);
  const { data, error } = useQuery({ queryKey: ['parts', order.id, mark], queryFn: () => read<OrderPage>(`/api/orders?parent=${order.id}&limit=200`), enabled: !!order.parts, placeholderData: (before) => before });
  useFollow(PARTS, 'parts', order.id);
  useFollow(PARTS, 'order', order.id);
  // whoever it was addressed to shares it out on its own ground, a department as much as a street
  const mine = user !== undefined && (order.holderId === user.id || order.deputyId === user.id);
  const mayDivide = (!order.parts || order.unshared !== undefined) && UNDER_WAY.includes(order.state) && (mine || mayIssueIn(user?.grants ?? [], order.area));
  if (!order.parts && !mayDivide && !order.parentId) return null;
  return (
    <section aria-label={t('divide/parts')} style={{ margin: '12px 0' }}>
      {order.parentId && <Button type="link" size="small" style={{ paddingLeft: 0 }} onClick={() => openTrace(order.parentId)}>↑ {t('divide/whole')}</Button>}
      <Problem error={error} />
      {order.parts && <h3 className="section">{t('divide/partsOf', { n: order.parts })}</h3>}
      {data?.items.map((part) => (
        <button key={part.id} className="plain press" style={{ display: 'flex', gap: 12, width: '100%', padding: '4px 0' }} onClick={() => openTrace(part.id)}>
          <span className="cut" style={{ flex: 1 }}>{names.post(part.addressee.id)} <span className="dim">{names.place(part.area)}</span></span>
          {part.quantity && <b className="num">{part.quantity.n} {part.quantity.unit}</b>}
          <span className={part.overdue ? 'over' : ''}>{part.overdue ? '▲ ' : ''}{code('state', part.state)}</span>
        </button>
      ))}
      {order.unshared !== undefined && <p className="over">▲ {order.quantity ? t('divide/unshared', { n: order.unshared, unit: order.quantity.unit }) : t('divide/unsharedParts', { n: order.unshared })}</p>}
      {mayDivide && !dividing && <Button disabled={phase !== 'live'} onClick={() => setDividing(true)}>{t(order.parts ? 'divide/again' : 'divide/open')}</Button>}
      {mayDivide && dividing && <DivideOrder order={order} mine={mine} onClose={() => setDividing(false)} />}
    </section>
  );
}
