import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { FORCES } from '@xunling/contracts';
import type { OnPostBoard, OnPostCell } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { watchArea, widest } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { HandedBack } from './handed-back.js';
import { Stations } from './stations.js';

const MOVES = /^grid\.(presence|duty)\.|^command\.level\.lowered/;

/** 到岗到位: present of required per force, who is late or absent, the relief. */
export default function OnPostPage() {
  const { t } = useWords();
  return <Page title={t('onPost/title')}><Board /></Page>;
}

function Board() {
  const { t } = useWords();
  const { user } = useSession();
  const own = watchArea(user?.grants ?? []) ?? widest(user?.grants ?? []) ?? '410171';
  // in the address, so that a figure elsewhere can point here
  const [params, setParams] = useSearchParams();
  const asked = params.get('area') ?? own;
  const area = asked.startsWith(own) ? asked : own;
  const setArea = (code: string) => setParams(code === own ? {} : { area: code });
  const [force, setForce] = useState('');
  useFollow(MOVES, 'on-post');
  const board = useQuery({ queryKey: ['on-post', 'board', area], queryFn: () => read<OnPostBoard>(`/api/on-post?area=${area}`) });
  if (board.error) return <><Problem error={board.error} /><Button onClick={() => void board.refetch()}>{t('error/again')}</Button></>;
  if (!board.data) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  return (
    <>
      <Figures board={board.data} area={area} own={own} setArea={setArea} force={force} setForce={setForce} />
      {board.data.handedBack > 0 && <HandedBack area={area} />}
      <Stations area={area} force={force} />
    </>
  );
}

interface FiguresProps { board: OnPostBoard; area: string; own: string; setArea: (area: string) => void; force: string; setForce: (force: string) => void }
function Figures({ board, area, own, setArea, force, setForce }: FiguresProps) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const none = board.total.every((c) => c.required === 0);
  const first = new Map(board.first.map((f) => [f.force, f]));
  return (
    <section className="sheet" aria-label={t('onPost/board')}>
      <h2>{names.place(area)} {area !== own && <Button size="small" onClick={() => setArea(area.slice(0, Math.max(own.length, area.length - 3)))}>↑ {t('onPost/up')}</Button>}</h2>
      {none && <p className="empty">{t('onPost/none')}</p>}
      {!none && (
        <div className="scroll" tabIndex={0}>
          <table className="table">
            <thead><tr><th scope="col">{t('onPost/area')}</th>{FORCES.map((f) => <th key={f} scope="col">{t(`force/${f}`)}</th>)}</tr></thead>
            <tbody>
              <tr><th scope="row">{t('onPost/total')}</th>{board.total.map((c) => <td key={c.force}><Cell cell={c} /></td>)}</tr>
              {area.length < 15 && board.rows.map((row) => (
                <tr key={row.area}>
                  <th scope="row">{row.area.length < 15 && row.area !== area ? <button className="plain link" onClick={() => setArea(row.area)}>{names.area(row.area)} ▸</button> : names.area(row.area)}</th>
                  {row.cells.map((c) => <td key={c.force}><Cell cell={c} /></td>)}
                </tr>
              ))}
              <tr><th scope="row">{t('onPost/first')}</th>{FORCES.map((f) => <td key={f} className="num">{first.has(f) ? t('onPost/firstOf', { p50: minutes(first.get(f)!.p50), p95: minutes(first.get(f)!.p95), n: first.get(f)!.n }) : '–'}</td>)}</tr>
            </tbody>
          </table>
        </div>
      )}
      <p className="dim">{t('onPost/rule')}</p>
      <Segmented value={force} onChange={(v) => setForce(String(v))} options={[{ value: '', label: t('onPost/allForces') }, ...FORCES.map((f) => ({ value: f, label: t(`force/${f}`) }))]} />
    </section>
  );
}

const minutes = (seconds: number): string => (seconds / 60).toFixed(1);

/** k of n, and by glyph and word what is wrong; never by colour alone. */
function Cell({ cell }: { cell: OnPostCell }) {
  const { t } = useWords();
  if (cell.required === 0) return <span className="dim">–</span>;
  const gone = cell.absent + cell.left;
  return (
    <>
      <b className="num">{cell.present}</b><span className="num"> / {cell.required}</span>{cell.present === cell.required && <span aria-hidden="true"> ✓</span>}
      {gone > 0 && <div className="over">▲ {t('onPost/n_absent', { n: gone })}</div>}
      {cell.offPost > 0 && <div>◇ {t('onPost/n_off', { n: cell.offPost })}</div>}
      {cell.unproven > 0 && <div className="dim">◌ {t('onPost/n_unproven', { n: cell.unproven })}</div>}
      {cell.late > 0 && <div className="dim">◷ {t('onPost/n_late', { n: cell.late })}</div>}
    </>
  );
}
