import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ReportingNodeView, ReportingTree } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useUnits } from '../api/units.js';
import { useLive } from '../live/use-picture.js';
import { IncidentPick } from '../look/incident-pick.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { LineForm, Release } from './line-form.js';

/** Who has how many direct reports in the incident, inside or outside 3–7, and which. */
export function Spans({ incidentId, writes }: { /** The newest that runs. */ incidentId: string | undefined; writes: boolean }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const [picked, setPicked] = useState<string>();
  const incident = picked ?? incidentId;
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['seats', 'lines', incident], queryFn: () => read<ReportingTree>(`/api/reporting-lines${incident ? `?incident=${incident}` : ''}`) });
  const units = useUnits(data?.items.some((l) => l.who.kind === 'unit' || l.to.kind === 'unit') ?? false);
  const called = (n: ReportingNodeView): string => (n.kind === 'unit' ? (units.find((u) => u.id === n.id)?.name ?? n.name) : n.kind === 'seat' ? `${t(`seats/seat_${n.id}`)}${n.holder ? ` ${n.holder.name}` : ''}` : names.post(n.id) === n.id.slice(0, 8) ? n.name : names.post(n.id));
  return (
    <section className="sheet" aria-label={t('seats/spans')}>
      <h2>{t('seats/spans')}</h2>
      <IncidentPick areas={[]} value={incident} onChange={setPicked} />
      {isPending ? <Skeleton active paragraph={{ rows: 3 }} title={false} /> : error ? <><Problem error={error} /><Button onClick={() => void refetch()}>{t('error/again')}</Button></>
        : data.spans.length === 0 ? <p className="empty">{incidentId ? t('seats/noLines') : t('seats/noIncident')}</p> : (
          <ul className="spans">{data.spans.map(({ node, reports, inside }) => (
            <li key={`${node.kind}${node.id}`}>
              <b>{called(node)}</b> <span className={inside ? '' : 'over'}><span className="num">{reports}</span> {inside ? `✓ ${t('seats/inside')}` : `▲ ${t('seats/outside')}`}</span>
              <p className="dim">{data.items.filter((l) => l.to.kind === node.kind && l.to.id === node.id).map((l) => <span key={l.id}>{called(l.who)}{l.override ? ` (${t('seats/overridden', { reason: l.override })})` : ''}{writes && <Release id={l.id} label={called(l.who)} />} </span>)}</p>
            </li>
          ))}</ul>
        )}
      {writes && incident && <LineForm incidentId={incident} />}
    </section>
  );
}
