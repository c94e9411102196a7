import { Button } from 'antd';
import type { PlanExport, PlanSummary, PlanVersionView } from '@xunling/contracts/classes';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { mayDecide } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { DiffView } from './diff-view.js';
import { pathOf, type PlanDoc } from './document.js';
import { GapList } from './gap-list.js';
import { LevelOrders } from './level-orders.js';
import { PlanActs } from './plan-acts.js';
import { PlanEditor } from './plan-editor.js';
import { PlanState } from './plan-state.js';
import { Trail } from './trail.js';

interface Props { plan: PlanVersionView; siblings: readonly PlanSummary[]; onOpen: (version: string, tab?: string) => void }
const CHECKING = ['commander', 'duty-officer', 'department-officer', 'sub-district-officer', 'auditor'];

/** One version: who stands behind it, what can be done now, and its parts. */
export function VersionView({ plan, siblings, onOpen }: Props) {
  const { t, zh, code } = useWords();
  const { user } = useSession();
  const [params, setParams] = useSearchParams();
  const grants = user?.grants ?? [];
  const writes = mayDecide(grants);
  const tabs = ['orders', ...(writes && plan.state === 'draft' ? ['edit'] : []), ...(siblings.length > 1 ? ['diff'] : []), ...(grants.some((g) => CHECKING.includes(g.role)) ? ['gaps'] : []), 'trail'];
  const asked = params.get('tab') ?? 'orders';
  const tab = tabs.includes(asked) ? asked : 'orders';
  const save = async () => {
    const { document: doc } = await read<PlanExport>(`${pathOf(plan.planVersion)}/export`);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(doc, null, 2)}\n`], { type: 'application/json' }));
    link.download = `${plan.planVersion}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <section className="sheet plan-version" aria-label={plan.planVersion}>
      <h2>{zh ? plan.name : plan.nameEn} <span className="num dim">{plan.planVersion}</span> <PlanState state={plan.state} /> <span className="chip line">{code('plans/labels', plan.label)}</span></h2>
      <dl className="facts">
        <dt>{t('plans/authors')}</dt><dd>{plan.authors.length > 0 ? plan.authors.map((a) => a.name).join('、') : t('plans/seeded')}</dd>
        <dt>{t('plans/approvedBy')}</dt><dd>{plan.approvedBy?.name ?? <span className="dim">○ {t('plans/nobody')}</span>}</dd>
        <dt>{t('plans/countersignedBy')}</dt><dd>{plan.countersignedBy?.name ?? <span className="dim">○ {t('plans/nobody')}</span>}</dd>
        <dt>{t('plans/digest')}</dt><dd className="num dim plan-digest">{plan.digest}</dd>
      </dl>
      <PlanActs plan={plan} onOpen={onOpen} />
      <div className="page-acts" style={{ marginTop: 12 }}>
        <div className="page-acts" role="tablist" aria-label={plan.planVersion}>{tabs.map((name) => <button key={name} className="plain plan-tab" role="tab" aria-selected={name === tab} onClick={() => setParams({ version: plan.planVersion, tab: name })}>{t(`plans/tab_${name}`)}</button>)}</div>
        <Button size="small" style={{ marginLeft: 'auto' }} onClick={() => void save()}>{t('plans/export')}</Button>
      </div>
      {tab === 'orders' && <LevelOrders document={plan.document as PlanDoc} />}
      {tab === 'edit' && <PlanEditor plan={plan} />}
      {tab === 'diff' && <DiffView plan={plan} siblings={siblings} />}
      {tab === 'gaps' && <GapList plan={plan} may={writes} />}
      {tab === 'trail' && <Trail plan={plan} />}
    </section>
  );
}
