import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Select, Skeleton } from 'antd';
import type { CalloutView, ChannelList, ContactPage, ContactView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayIssueIn } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { ContactForm, keepsContacts } from './contact-form.js';

/** Of whom no answer came this season, whom nobody confirmed this season, and all; beside them that of the person last written down. */
const LISTS = ['unproven', 'unconfirmed', 'everyone'] as const;
type List = (typeof LISTS)[number] | 'person';

/** What can be rung here, the channel test, who is called how, and what of it is unproven or unconfirmed this season. */
export function Contacts({ tests }: { tests: boolean }) {
  const { t } = useWords();
  const { user } = useSession();
  const client = useQueryClient();
  const [list, setList] = useState<List>('unproven');
  const [person, setPerson] = useState<string>();
  const asked = list === 'person' ? `&user=${person}` : list === 'everyone' ? '' : `&${list}=true`;
  const channels = useQuery({ queryKey: ['callouts', 'channels'], queryFn: () => read<ChannelList>('/api/callouts/channels'), staleTime: Infinity });
  const query = useInfiniteQuery({
    queryKey: ['callouts', 'contacts', asked], initialPageParam: '', getNextPageParam: (last: ContactPage) => last.nextCursor,
    queryFn: ({ pageParam }) => read<ContactPage>(`/api/contacts?limit=50${asked}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  // what is said of contacts is said to the zone's staff alone: who keeps a street's list reads it again after an act of their own
  const again = (): void => { void client.invalidateQueries({ queryKey: ['callouts', 'contacts'] }); };
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.map((c) => c.userId));
  return (
    <section className="sheet" aria-label={t('callouts/contacts')}>
      <h2>{t('callouts/contacts')}</h2>
      <Problem error={channels.error} />
      <p className="page-acts">{channels.data?.items.map((c) => <span key={c.kind} className={`chip line ${c.state}`}>{c.state === 'real' ? '✓' : c.state === 'simulated' ? '▲' : '–'} {t(`callouts/ch_${c.kind}`)} · {t(`callouts/is_${c.state}`)}{c.state === 'real' && !c.proves && ` · ${t('callouts/noProof')}`}</span>)}</p>
      {tests && <Test />}
      {channels.data && (user?.grants ?? []).some((g) => keepsContacts([g], g.area)) && <ContactForm channels={channels.data.items} onDone={(userId) => { setPerson(userId); setList('person'); again(); }} />}
      <Segmented aria-label={t('callouts/contactList')} value={list} onChange={(v) => setList(v)} options={[...LISTS, ...(person ? ['person' as const] : [])].map((v) => ({ value: v, label: t(`callouts/list_${v}`) }))} />
      {query.isPending ? <Skeleton active paragraph={{ rows: 4 }} title={false} /> : query.error ? <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></> : (
        <>
          <h3>{t(`callouts/${list}`)} <span className="num dim">{items.length}{query.hasNextPage ? '+' : ''}</span></h3>
          {items.length === 0 && <p className="empty">{t(`callouts/no_${list}`)}</p>}
          {items.length > 0 && <div className="scroll" tabIndex={0} role="group" aria-label={t(`callouts/${list}`)}><table className="table"><thead><tr>{['who', 'area', 'channel', 'address', 'confirmed'].map((c) => <th key={c} scope="col">{t(`callouts/c_${c}`)}</th>)}</tr></thead><tbody>{items.map((c) => <Contact key={c.id} of={c} who={people(c.userId)} onDone={again} />)}</tbody></table></div>}
          {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('callouts/more')}</Button>}
        </>
      )}
    </section>
  );
}

function Contact({ of, who, onDone }: { of: ContactView; who: string; onDone: () => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const { sending, error, run } = useAct<ContactView>();
  const keeps = of.userId === user?.id || keepsContacts(user?.grants ?? [], of.area);
  return (
    <tr>
      <td><b>{who}</b></td><td>{names.place(of.area)}</td><td>{t(`callouts/ch_${of.kind}`)} <span className="dim num">{t('callouts/nthTried', { n: of.order })}</span></td><td className="num">{of.address || <span className="dim">{t('callouts/byAccount')}</span>}</td>
      <td>{of.confirmed ? `✓ ${t('callouts/confirmed')}` : <span className={of.overdue ? 'over' : 'dim'}>{of.overdue ? `▲ ${t('callouts/overdue')}` : t('callouts/toConfirm')}</span>} {!of.confirmed && keeps && <Button size="small" loading={sending} disabled={phase !== 'live'} onClick={() => void run(`/api/contacts/${of.id}/confirm`, {}).then((done) => { if (done) onDone(); })}>{t('callouts/confirm')}</Button>}<Problem error={error} /></td>
    </tr>
  );
}

function Test() {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const [areas, setAreas] = useState<string[]>([]);
  const { sending, error, done, run } = useAct<CalloutView>();
  const own = Object.keys(picture?.areas ?? {}).filter((a) => a.length <= 9 && mayIssueIn(user?.grants ?? [], a)).sort();
  return (
    <div className="page-acts">
      <Select mode="multiple" className="test-areas" value={areas} placeholder={t('callouts/testWhere')} aria-label={t('callouts/testWhere')} onChange={(v: string[]) => setAreas(v)} options={own.map((a) => ({ value: a, label: names.area(a) }))} />
      <Button loading={sending} disabled={phase !== 'live' || areas.length === 0} onClick={() => void run('/api/contacts/test', { areas })}>{t('callouts/testDo')}</Button>
      <span className="dim">{t('callouts/testMore')}</span>
      {done && <span className="receipt" role="status">✓ {t('callouts/testStarted', { n: done.persons })}</span>}
      <Problem error={error} />
    </div>
  );
}
