import { STAGES } from '@xunling/contracts';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { Late } from '../look/glyphs.js';
import { counterOf, matrixRows, noOrders, onTimeOf, type Cell, type MatrixRow } from '../view/matrix.js';
import { useWords } from '../words/use-words.js';
import { usePage } from './page-state.js';
import { Panel } from './panel.js';

/** Area × stage: k of n and what is overdue, opening from the zone to the grid; every figure narrows the page to its orders. */
export function MatrixPanel({ opened, toggle }: { opened: ReadonlySet<string>; toggle: (area: string) => void }) {
  const { t } = useWords();
  const { picture, version } = useLive();
  const { area } = usePage();
  const [at, setAt] = useState<[row: number, column: number]>([0, 1]);
  const rows = useMemo(() => (picture ? matrixRows(picture, area, opened) : []), [picture, version, area, opened]);
  const shares = useMemo(() => (picture ? onTimeOf(counterOf(picture, area)) : []), [picture, version, area]);
  const walk = (e: KeyboardEvent<HTMLTableElement>) => {
    const by = ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] } as Record<string, [number, number]>)[e.key];
    if (!by) return;
    e.preventDefault();
    const row = Math.min(rows.length - 1, Math.max(0, at[0] + by[0]));
    const column = Math.min(STAGES.length, Math.max(0, at[1] + by[1]));
    setAt([row, column]);
    e.currentTarget.querySelector<HTMLElement>(`[data-at="${row}-${column}"]`)?.focus();
  };
  return (
    <Panel id="matrix" label={t('matrix/title')} title={t('matrix/title')} tools={<span className="dim cut" style={{ fontSize: 12 }}>{t('matrix/hint')}</span>}>
      {picture && noOrders(picture, area) ? <FirstHint /> : (
        <table className="matrix" onKeyDown={walk}>
          <thead><tr><th scope="col">{t('matrix/area')}</th>{STAGES.map((s, i) => <th scope="col" key={s}>{t(`stage/${s}`)}{shares[i] && <span className="share num" title={t('matrix/onTimeMore', { stage: t(`stage/${s}`), share: shares[i] })}>{t('matrix/onTime', { share: shares[i] })}</span>}</th>)}</tr></thead>
          <tbody>{rows.map((row, r) => <Row key={row.area} row={row} r={r} at={at} setAt={setAt} toggle={toggle} />)}</tbody>
        </table>
      )}
    </Panel>
  );
}

interface RowProps { row: MatrixRow; r: number; at: [number, number]; setAt: (at: [number, number]) => void; toggle: (area: string) => void }
function Row({ row, r, at, setAt, toggle }: RowProps) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const { filter, setFilter, area } = usePage();
  const name = row.depth === 0 && area.length <= 6 ? t('top/zoneAll') : names.area(row.area);
  const tab = (column: number): number => (at[0] === r && at[1] === column ? 0 : -1);
  const only = () => { setAt([r, 0]); setFilter({ area: row.area }); if (!row.leaf && row.depth > 0 && !row.open) toggle(row.area); };
  return (
    <tr className={row.depth === 0 ? 'top' : ''}>
      <td>
        <div className="m-area" style={{ paddingLeft: Math.max(0, row.depth - 1) * 16 }}>
          {row.depth > 0 && !row.leaf
            ? <button className="plain twist" tabIndex={-1} onClick={() => toggle(row.area)} aria-expanded={row.open} aria-label={t(row.open ? 'matrix/collapse' : 'matrix/expand', { area: name })}>{row.open ? '▾' : '▸'}</button>
            : <span className="twist" aria-hidden="true" />}
          <button className="plain go cut" data-at={`${r}-0`} tabIndex={tab(0)} aria-pressed={filter.area === row.area && !filter.stage} title={t('matrix/only', { area: name })} onClick={only}
            onKeyDown={(e) => { if (e.key === ' ' && row.depth > 0 && !row.leaf) { e.preventDefault(); toggle(row.area); } }}>{name}</button>
          {!row.cells[0]!.none && <Link className="to-post" tabIndex={tab(0)} to={`/on-post?area=${row.area}`} title={t('matrix/toOnPost', { area: name })}>{t('matrix/posts')}<span className="unseen"> {name}</span></Link>}
        </div>
      </td>
      {row.cells.map((cell, c) => <td key={cell.stage}><CellButton cell={cell} area={row.area} name={name} at={`${r}-${c + 1}`} tab={tab(c + 1)} onPress={() => setAt([r, c + 1])} /></td>)}
    </tr>
  );
}

interface CellProps { cell: Cell; area: string; name: string; at: string; tab: number; onPress: () => void }
function CellButton({ cell, area, name, at, tab, onPress }: CellProps) {
  const { t } = useWords();
  const { filter, setFilter } = usePage();
  if (cell.none) return <span className="m-cell m-none" data-at={at} tabIndex={tab}>–<span className="unseen">{t('matrix/none')}</span></span>;
  const overdue = cell.overdue > 0;
  const pressed = filter.area === area && filter.stage === cell.stage;
  return (
    <button className="plain m-cell" data-at={at} tabIndex={tab} aria-pressed={pressed} onClick={() => { onPress(); setFilter(pressed ? { area } : { area, stage: cell.stage, ...(overdue ? { overdue: true } : {}) }); }}>
      <span className="kn num"><span className="unseen">{name} {t(`stage/${cell.stage}`)} </span><b>{cell.k}</b> / {cell.n}</span>
      <span className={`track ${cell.k === cell.n ? 'full' : ''}`} aria-hidden="true"><i style={{ width: `${(100 * cell.k) / cell.n}%` }} /></span>
      {overdue ? <Late n={cell.overdue} /> : cell.k === cell.n ? <span aria-hidden="true">✓</span> : <span />}
    </button>
  );
}

/** An empty board of a first-time operator: what to do, in three steps. */
function FirstHint() {
  const { t } = useWords();
  return (
    <div className="hint">
      <h3>{t('hint/title')}</h3><p className="dim">{t('hint/lead')}</p>
      <ol><li><b>1</b>{t('hint/one')}</li><li><b>2</b>{t('hint/two')}</li><li><b>3</b>{t('hint/three')}</li></ol>
    </div>
  );
}
