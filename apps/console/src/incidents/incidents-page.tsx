import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Skeleton } from 'antd';
import type { IncidentBoard, IncidentLine, IncidentView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Link } from 'react-router';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { LevelChip } from '../look/glyphs.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayDecide } from '../view/person.js';
import { shortTime, span } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const MOVES = /^command\.(incident|level|set|order)\.|\.(reported|verified|ended)\.v/;

/** 事件: every open incident on one board, and the form that opens another. */
export default function IncidentsPage() {
  const { t } = useWords();
  return <Page title={t('incidents/title')}><Incidents /></Page>;
}

function Incidents() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'incidents');
  const board = useQuery({ queryKey: ['incidents', 'board'], queryFn: () => read<IncidentBoard>('/api/incidents/board') });
  if (board.isPending) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  if (board.error) return <><Problem error={board.error} /><Button onClick={() => void board.refetch()}>{t('error/again')}</Button></>;
  const { items } = board.data;
  return (
    <>
      <section className="sheet" aria-label={t('incidents/open')}>
        <h2>{t('incidents/open')} <span className="num dim">{items.length}</span></h2>
        {items.length === 0 ? <p className="empty"><strong>{t('incidents/none')}</strong>{t('incidents/noneMore')}</p> : <Board items={items} />}
      </section>
      {mayDecide(user?.grants ?? []) && <Begin />}
    </>
  );
}

function Board({ items }: { items: readonly IncidentLine[] }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  return (
    <div className="scroll" tabIndex={0}>
      <table className="table">
        <thead><tr>{['name', 'areas', 'openedAt', 'level', 'orders', 'overdue', 'measures', 'go'].map((c) => <th key={c} scope="col">{t(`incidents/c_${c}`)}</th>)}</tr></thead>
        <tbody>{items.map((i) => (
          <tr key={i.id}>
            <td><b>{i.name}</b></td>
            <td>{i.areas.map(names.area).join('、')}</td>
            <td className="num">{shortTime(i.openedAt, now)} <span className="dim">{span(now - Date.parse(i.openedAt))}</span></td>
            <td><LevelChip level={i.level} /> {i.streetsAtLevel > 0 && <span className="dim num">{t('incidents/streets', { n: i.streetsAtLevel })}</span>}</td>
            <td className="num">{i.ordersOpen}</td>
            <td className={`num ${i.ordersOverdue > 0 ? 'over' : 'dim'}`}>{i.ordersOverdue > 0 ? `▲ ${i.ordersOverdue}` : '0'}</td>
            <td className="num">{i.measures}</td>
            <td><Link to={`/stand-down?incident=${i.id}`}>{t('standDown/title')}</Link> · <Link to={`/sitreps?incident=${i.id}`}>{t('sitreps/title')}</Link></td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function Begin() {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const [name, setName] = useState('');
  const [areas, setAreas] = useState<string[]>([]);
  const { sending, error, done, run, clear } = useAct<IncidentView>();
  const streets = Object.keys(picture?.areas ?? {}).filter((c) => c.length === 9).sort();
  const send = async () => { if (await run('/api/incidents', { name: name.trim(), ...(areas.length > 0 ? { areas } : {}) })) { setName(''); setAreas([]); } };
  return (
    <section className="sheet" aria-label={t('incidents/begin')}>
      <h2>{t('incidents/begin')}</h2>
      <p className="dim">{t('incidents/beginMore')}</p>
      <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Input style={{ maxWidth: 320 }} value={name} maxLength={200} placeholder={t('incidents/name')} aria-label={t('incidents/name')} onChange={(e) => { setName(e.target.value); clear(); }} />
        <Select mode="multiple" style={{ minWidth: 260 }} value={areas} placeholder={t('incidents/whole')} aria-label={t('incidents/c_areas')} onChange={(v: string[]) => setAreas(v)} options={streets.map((c) => ({ value: c, label: names.area(c) }))} />
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || name.trim() === ''}>{t('incidents/do')}</Button>
        {done && <span className="receipt" role="status">✓ {t('incidents/done', { name: done.name })}</span>}
      </form>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </section>
  );
}
