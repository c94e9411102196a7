import { Checkbox } from 'antd';
import type { AreaGapCount } from '@xunling/contracts/classes';
import type { Picture } from '@xunling/picture';
import { useRef, useState, type KeyboardEvent } from 'react';
import { treeRows } from '../view/area-tree.js';
import { useWords } from '../words/use-words.js';

/** Opened by hand, walked by arrow keys: right opens, left closes or goes up, Enter shows the node. */
export function AreaTree({ areas, root, at, counts, onAt }: { areas: Picture['areas']; root: string; at: string; counts: readonly AreaGapCount[]; onAt: (code: string) => void }) {
  const { t, zh } = useWords();
  const list = useRef<HTMLUListElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set([root, ...ancestorsOf(at)]));
  const [withClosed, setWithClosed] = useState(false);
  const rows = treeRows(areas, root, opened, withClosed);
  const [focus, setFocus] = useState(at);
  const here = rows.some((r) => r.code === focus) ? focus : root;
  const set = (code: string, open: boolean) => setOpened((before) => { const next = new Set(before); if (open) next.add(code); else next.delete(code); return next; });
  const move = (code: string | undefined) => { if (code) { setFocus(code); list.current?.querySelector<HTMLElement>(`[data-code='${code}']`)?.focus(); } };
  const onKey = (e: KeyboardEvent) => {
    const i = rows.findIndex((r) => r.code === here);
    const row = rows[i]!;
    const act: Record<string, (() => void) | undefined> = {
      ArrowDown: () => move(rows[i + 1]?.code), ArrowUp: () => move(rows[i - 1]?.code), Home: () => move(rows[0]?.code), End: () => move(rows.at(-1)?.code),
      ArrowRight: () => (row.open || row.leaf ? move(row.leaf ? undefined : rows[i + 1]?.code) : set(row.code, true)),
      ArrowLeft: () => (row.open ? set(row.code, false) : row.code === root ? undefined : move(row.code.slice(0, -3))),
      Enter: () => onAt(row.code), ' ': () => onAt(row.code),
    };
    const run = act[e.key];
    if (run) { e.preventDefault(); run(); }
  };
  const gapsOf = (code: string): number => counts.filter((c) => c.street.startsWith(code) && code.length <= 9).reduce((n, c) => n + c.post + c.holder + c.deputy, 0);
  return (
    <section className="sheet area-tree" aria-label={t('areas/tree')}>
      <h2>{t('areas/tree')}</h2>
      <Checkbox checked={withClosed} onChange={(e) => setWithClosed(e.target.checked)}>{t('areas/withClosed')}</Checkbox>
      <ul role="tree" aria-label={t('areas/tree')} ref={list} onKeyDown={onKey}>
        {rows.map((r) => {
          const area = areas[r.code];
          return (
            <li key={r.code} role="treeitem" data-code={r.code} aria-level={r.depth + 1} aria-selected={r.code === at} {...(r.leaf ? {} : { 'aria-expanded': r.open })} tabIndex={r.code === here ? 0 : -1} style={{ paddingInlineStart: 6 + r.depth * 18 }}
              onFocus={() => setFocus(r.code)} onClick={() => { setFocus(r.code); onAt(r.code); }}>
              <span className="area-mark" aria-hidden="true" onClick={(e) => { if (!r.leaf) { e.stopPropagation(); set(r.code, !r.open); } }}>{r.leaf ? '·' : r.open ? '▾' : '▸'}</span>
              <span className="area-name">{area ? (zh ? area.zh : area.en) : r.code}{r.closed && <span className="dim"> {t('areas/closed')}</span>}</span>
              <span className="num dim">{r.code.slice(-3)}</span>
              {gapsOf(r.code) > 0 && <span className="num over">▲ {gapsOf(r.code)}</span>}
              {r.below > 0 && <span className="num dim">{r.below}</span>}
            </li>
          );
        })}
      </ul>
      <p className="dim">{t('areas/keys')}</p>
    </section>
  );
}

const ancestorsOf = (code: string): string[] => { const up: string[] = []; for (let c = code.slice(0, -3); c.length >= 6; c = c.slice(0, -3)) up.push(c); return up; };
