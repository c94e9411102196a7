import { useQuery } from '@tanstack/react-query';
import { Select, Skeleton } from 'antd';
import type { PlanChange, PlanDiff, PlanSummary, PlanVersionView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { ARROWS, numberOf, type PlanLine } from './document.js';
import { usePlaces } from './places.js';
import { addresseesOf, fieldOf } from './plan-words.js';

const CODES = ['measure', 'force', 'plans/siteKind', 'plans/unit', 'level'] as const;
const GLYPH: Record<string, string> = { added: '＋', removed: '－', changed: '～' };

/** What differs between another version and this one, field by field. */
export function DiffView({ plan, siblings }: { plan: PlanVersionView; siblings: readonly PlanSummary[] }) {
  const { t } = useWords();
  const others = siblings.filter((p) => p.planVersion !== plan.planVersion).sort((a, b) => numberOf(b.planVersion) - numberOf(a.planVersion));
  const before = others.find((p) => numberOf(p.planVersion) < numberOf(plan.planVersion)) ?? others[0];
  const [from, setFrom] = useState(before?.planVersion);
  const query = useQuery({ queryKey: ['plans', 'diff', from, plan.planVersion, plan.digest], enabled: !!from, queryFn: () => read<PlanDiff>(`/api/plans/${plan.id}/diff?from=${encodeURIComponent(from!)}&to=${encodeURIComponent(plan.planVersion)}`) });
  return (
    <>
      <label className="page-acts" style={{ margin: '8px 0' }}>{t('plans/against')} <Select value={from ?? null} onChange={setFrom} style={{ minWidth: 220 }} options={others.map((p) => ({ value: p.planVersion, label: `${p.planVersion} · ${t(`plans/state/${p.state}`)}` }))} /> → <b className="num">{plan.planVersion}</b></label>
      <Problem error={query.error} />
      {query.isLoading && <Skeleton active paragraph={{ rows: 4 }} title={false} />}
      {query.data && (query.data.changes.length === 0 ? <p className="empty">{t('plans/noDiff')}</p> : <Changes changes={query.data.changes} />)}
    </>
  );
}

function Changes({ changes }: { changes: readonly PlanChange[] }) {
  const { t, code } = useWords();
  const count = (kind: string): number => changes.filter((c) => c.kind === kind).length;
  return (
    <>
      <p className="dim num">{(['added', 'removed', 'changed'] as const).map((kind) => `${GLYPH[kind]} ${t(`plans/kind_${kind}`)} ${count(kind)}`).join(' · ')}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('plans/tab_diff')}>
        <table className="table plan-diff">
          <thead><tr><th scope="col">{t('plans/kind')}</th><th scope="col">{t('plans/where')}</th><th scope="col">{t('plans/old')}</th><th scope="col">{t('plans/new')}</th></tr></thead>
          <tbody>{changes.slice(0, 1000).map((c, i) => (
            <tr key={i} className={c.kind}>
              <td>{GLYPH[c.kind]} {t(`plans/kind_${c.kind}`)}</td>
              <td>{fieldOf(c.pointer, t, code)}<br /><code className="dim">{c.pointer}</code></td>
              <td>{'old' in c && <del><Value value={c.old} /></del>}</td><td>{'new' in c && <ins><Value value={c.new} /></ins>}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      {changes.length > 1000 && <p className="over">{t('plans/tooMany', { n: changes.length - 1000 })}</p>}
    </>
  );
}

/** A whole line reads as a sentence; the rest as JSON has it. */
function Value({ value }: { value: unknown }) {
  const { named } = usePlaces();
  const { t, zh, code } = useWords();
  const line = value as PlanLine;
  if (typeof value === 'object' && value !== null && 'to' in value && 'minutes' in value) {
    return <>{code('measure', line.measure)} → {addresseesOf(line, t, code, named)} <span className="num">({ARROWS.map((a) => line.minutes[a] ?? '–').join(' / ')})</span> {zh ? line.textZh : line.textEn}</>;
  }
  if (typeof value !== 'string') return <>{JSON.stringify(value)}</>;
  return <>{CODES.map((group) => code(group, value)).find((word) => word !== value) ?? value}</>;
}
