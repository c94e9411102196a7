import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ClosurePage, MeasurePage, MeasureView } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { Problem } from '../look/problem.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePlaces } from './items.js';
import { useSites } from './measures.js';
import { VerifyOrReturn } from './verify-or-return.js';

/** 核验管控: measures of an area that were done without an open order, by somebody else than who looks now; those with one stand among the duties. */
export function VerifyMeasures({ area }: { area: string }) {
  const { t } = useWords();
  const { user } = useSession();
  const query = useQuery({ queryKey: ['reported', area, 'measures'], queryFn: async () => (await read<MeasurePage>(`/api/measures?area=${area}&state=executed&limit=100`)).items });
  const sites = useSites(area).data?.value;
  const items = (query.data ?? []).filter((m) => !m.dutyOpen && !m.verifiedAt && m.executedBy !== user?.id && m.orderedBy !== user?.id);
  if (query.error) return <Problem error={query.error} />;
  if (items.length === 0) return null;
  return <section className="stack" aria-label={t('measures/verify')}>{items.map((m) => <Measure key={m.id} m={m} sites={sites} />)}</section>;
}

function Measure({ m, sites }: { m: MeasureView; sites: ClosurePage | undefined }) {
  const { t, zh, what } = useWords();
  const client = useQueryClient();
  const places = usePlaces(m.area);
  const people = usePeople(m.executedBy ? [m.executedBy] : []);
  const { sending, error, run } = useAct<MeasureView>();
  const site = sites?.items.find((s) => s.siteId === m.siteId);
  const send = async (verb: 'verify' | 'return', body: { reason?: string }) => { if (await run(`/api/measures/${m.id}/${verb}`, body)) for (const queryKey of [['reported'], ['protect']]) void client.invalidateQueries({ queryKey }); };
  return (
    <article className="duty" aria-label={`${what(m)} ${site?.name ?? ''}`}>
      <div className="title">{what(m)}<span className="chip line" style={{ marginLeft: 'auto' }}>{t(`closureBoard/m_${m.state}`)}</span></div>
      <div className="dim">{site ? `${zh ? site.name : site.nameEn} · ` : ''}{places.area(m.area)}{m.origin === 'ground' ? ` · ${t('closureBoard/ground')}` : ''}</div>
      {m.executedBy && <p className="dim">{t('field/reporter')} {people(m.executedBy)} <span className="num">{clockTime(m.executedAt!)}</span>{m.reason ? ` · ${m.reason}` : ''}</p>}
      {m.evidence.map((e) => <a key={e.evidenceId} href={`/api/evidence/${e.evidenceId}`} target="_blank" rel="noreferrer"><img className="photo" loading="lazy" src={`/api/evidence/${e.evidenceId}`} alt={t('field/evidence')} /></a>)}
      <VerifyOrReturn sending={sending} error={error} send={send} />
    </article>
  );
}
