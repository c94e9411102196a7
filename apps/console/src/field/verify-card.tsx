import { useQuery, useQueryClient } from '@tanstack/react-query';
import { conservationOf } from '@xunling/contracts';
import type { DutyLedger, ItemView } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { Countdown, LevelChip } from '../look/glyphs.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePlaces, type Item } from './items.js';
import { VerifyOrReturn } from './verify-or-return.js';

/** Somebody else's report: look at the photo, verify, or send back with a reason. */
export function VerifyCard({ item }: { item: Item }) {
  const { t, zh, what } = useWords();
  const client = useQueryClient();
  const people = usePeople([...(item.reported ? [item.reported.by] : [])]);
  const places = usePlaces(item.area);
  const { sending, error, run } = useAct<ItemView>();
  const send = async (verb: 'verify' | 'return', body: { reason?: string }) => {
    const done = await run(`/api/${item.list}/${item.id}/${verb}`, body);
    if (done) client.setQueriesData<Item[]>({ queryKey: ['reported'] }, (items) => items?.filter((i) => i.id !== item.id));
  };
  return (
    <article className="duty">
      <div className="title">{what(item)}{item.level && <LevelChip level={item.level} />}<span className="chip line" style={{ marginLeft: 'auto' }}>{t(`item/${item.state}`)}</span></div>
      <div className="dim">{places.area(item.area)} · {places.to(item)}</div>
      <Countdown due={Date.parse(item.dueAt)} className="num" />
      <p className="text">{zh ? item.textZh : item.textEn}</p>
      {item.reported && <p className="dim">{t('field/reporter')} {people(item.reported.by)} <span className="num">{clockTime(item.reported.at)}</span>{item.reported.note ? ` · ${item.reported.note}` : ''}</p>}
      {item.reported?.evidence.map((e) => <a key={e.evidenceId} href={`/api/evidence/${e.evidenceId}`} target="_blank" rel="noreferrer"><img className="photo" loading="lazy" src={`/api/evidence/${e.evidenceId}`} alt={t('field/evidence')} /></a>)}
      {item.list === 'duties' && item.measure === 'EVACUATE' && <LedgerSums id={item.id} />}
      <VerifyOrReturn sending={sending} error={error} send={send} />
    </article>
  );
}

/** What the ledger says where people were to be moved out: it is verified no sooner than they are. */
function LedgerSums({ id }: { id: string }) {
  const { t } = useWords();
  const { data } = useQuery({ queryKey: ['evacuations', 'duty', id], queryFn: () => read<DutyLedger>(`/api/duties/${id}/ledger`) });
  if (!data) return null;
  const c = conservationOf(data.totals);
  const unseen = c.planned - c.verified - c.refused - c.unreachable;
  return (
    <div role="status">
      <p className="num">{t('evacuations/bar', { planned: c.planned, moved: c.moved, refused: c.refused, unreachable: c.unreachable, safe: c.alreadySafe, remaining: c.remaining })} · {t('evacuations/c_verified')} {c.verified}</p>
      {data.counted > 0 && <p className="dim num">{t('field/movedBeside', { n: data.counted })}</p>}
      {unseen > 0 && <p className="over">▲ {t('field/unseen', { n: unseen })}</p>}
    </div>
  );
}
