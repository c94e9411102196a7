import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { MeasureFigures } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Minutes from ordered to verified closed, by street and kind. */
export function Figures({ area }: { area: string | undefined }) {
  const { t, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const { data, error } = useQuery({ queryKey: ['closures', 'figures', area ?? ''], queryFn: () => read<MeasureFigures>(`/api/measures/figures${area ? `?area=${area}` : ''}`) });
  if (error) return <Problem error={error} />;
  if (!data) return <Skeleton active paragraph={{ rows: 3 }} title={false} />;
  const minutes = (n: number | undefined): string => (n === undefined ? '–' : t('closureBoard/min', { n }));
  const cells = (f: { ordered: number; closed: number; medianMinutes?: number; p95Minutes?: number }) => <><td className="num">{f.ordered}</td><td className="num">{f.closed}</td><td className="num">{minutes(f.medianMinutes)}</td><td className="num">{minutes(f.p95Minutes)}</td></>;
  return (
    <section className="sheet" aria-label={t('closureBoard/figures')}>
      <h2>{t('closureBoard/figures')}</h2>
      <p className="dim num">{t('closureBoard/period', { from: shortTime(data.from, now), to: shortTime(data.to, now) })}</p>
      {data.total.ordered === 0 ? <p className="empty">{t('closureBoard/noFigures')}</p> : (
        <div className="scroll" tabIndex={0}><table className="table">
          <thead><tr>{['street', 'kind', 'ordered', 'closed', 'median', 'p95'].map((c) => <th key={c} scope="col">{t(`closureBoard/f_${c}`)}</th>)}</tr></thead>
          <tbody><tr><td><b>{t('closureBoard/total')}</b></td><td />{cells(data.total)}</tr>{data.items.map((f) => <tr key={f.area + f.kind}><td>{names.area(f.area)}</td><td>{code('plans/siteKind', f.kind)}</td>{cells(f)}</tr>)}</tbody>
        </table></div>
      )}
    </section>
  );
}
