import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { STAGES } from '@xunling/contracts';
import type { OrderStagesView, StageShare } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

const BY = ['unit', 'force'] as const;
const LATER = STAGES.slice(1);

/** Share on time of each arrow, of all orders one may see and of each unit or force that was told. */
export function OnTime({ open }: { open: boolean }) {
  const { t, code } = useWords();
  const [by, setBy] = useState<(typeof BY)[number]>('unit');
  const { data, error } = useQuery({ queryKey: ['order-stages', by, open], queryFn: () => read<OrderStagesView>(`/api/order-stages?by=${by}`), enabled: open, staleTime: 0 });
  const keyOf = (key: string | undefined): string => (key === undefined ? t(`lag/none_${by}`) : by === 'force' ? code('force', key) : key);
  return (
    <section aria-label={t('lag/onTime')}>
      <h3 className="section">{t('lag/onTime')}</h3>
      <p className="dim">{t('lag/onTimeRule')}</p>
      <Segmented aria-label={t('lag/onTimeBy')} value={by} onChange={(v) => setBy(v)} options={BY.map((v) => ({ value: v, label: t(`lag/by_${v}`) }))} />
      <Problem error={error} />
      {data && (
        <table className="table">
          <thead><tr><th scope="col">{t(`lag/c_${by}`)}</th><th scope="col">{t('lag/orders')}</th>{LATER.map((s) => <th scope="col" key={s}>{t(`stage/${s}`)}</th>)}</tr></thead>
          <tbody>
            <Row name={t('lag/everyone')} orders={data.orders} stages={data.stages} whole />
            {data.groups?.map((g) => <Row key={g.key ?? ''} name={keyOf(g.key)} orders={g.orders} stages={g.stages} />)}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ name, orders, stages, whole = false }: { name: string; orders: number; stages: readonly StageShare[]; whole?: boolean }) {
  return <tr><td>{whole ? <b>{name}</b> : name}</td><td className="num">{orders}</td>{stages.slice(1).map((s) => <Share key={s.stage} of={s} />)}</tr>;
}

/** Whole percents, rounded down: not all on time is never 100 %. */
function Share({ of: { share, onTime, late, overdueNow } }: { of: StageShare }) {
  const { t } = useWords();
  if (share === undefined) return <td className="num dim" title={t('lag/noneDue')}>–</td>;
  return <td className={`num ${overdueNow > 0 ? 'over' : ''}`} title={t('lag/shareOf', { onTime, late, overdueNow })}>{overdueNow > 0 ? '▲ ' : ''}{Math.floor(share * 100)}%</td>;
}
