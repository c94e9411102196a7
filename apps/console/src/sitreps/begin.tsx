import { Button } from 'antd';
import type { SitrepView } from '@xunling/contracts/classes';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** Kinds that may be begun now: the first, then follow-ups and the final one. */
export function kindsNow(items: readonly Pick<SitrepView, 'kind' | 'state' | 'corrects'>[]): ('INITIAL' | 'FOLLOW_UP' | 'FINAL')[] {
  const own = items.filter((r) => !r.corrects);
  if (own.some((r) => r.kind === 'FINAL')) return [];
  const first = own.find((r) => r.kind === 'INITIAL');
  return !first ? ['INITIAL'] : first.state === 'published' ? ['FOLLOW_UP', 'FINAL'] : [];
}

export function Begin({ incidentId, items, onBegun }: { incidentId: string; items: readonly SitrepView[]; onBegun: (id: string) => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const { sending, error, run } = useAct<SitrepView>();
  const begin = async (kind: string) => { const report = await run('/api/sitreps', { incidentId, kind, textZh: '' }); if (report) onBegun(report.id); };
  return (
    <>
      <div className="page-acts" style={{ marginTop: 10 }}>{kindsNow(items).map((kind) => <Button key={kind} type="primary" loading={sending} disabled={phase !== 'live'} onClick={() => void begin(kind)}>＋ {t(`sitreps/kind_${kind}`)}</Button>)}</div>
      <Problem error={error} />
    </>
  );
}
