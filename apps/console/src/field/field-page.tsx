import { BulbOutlined, DesktopOutlined, LogoutOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import type { ItemView } from '@xunling/contracts/classes';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../api/session.js';
import { Countdown, Mark } from '../look/glyphs.js';
import { PageMenu } from '../look/page-nav.js';
import { Problem } from '../look/problem.js';
import { useLook } from '../look/theme.js';
import { ROUTES } from '@xunling/contracts';
import { useNow } from '../live/server-clock.js';
import { inOrder, isOver } from '../view/item.js';
import { inspects, ownLists, watchArea } from '../view/person.js';
import { shortTime } from '../view/time.js';
import { switchLanguage } from '../words/i18n.js';
import { useWords } from '../words/use-words.js';
import { EscalatedToMe } from '../escalations/escalated-to-me.js';
import { MyCalls } from '../callouts/my-calls.js';
import { DutyCard } from './duty-card.js';
import { EmptyGrid } from './empty-grid.js';
import { useItemEvents, useMine, usePlaces, useReported, type Item } from './items.js';
import type { Kept } from './kept.js';
import { MeasuresCard } from './measures-card.js';
import { MovedCard } from './moved-card.js';
import { MyReports } from './my-reports.js';
import { holdOnDevice } from './offline.js';
import { ProtectCard } from './protect-card.js';
import { MyTasks } from './my-tasks.js';
import { onReceipt, startQueue } from './queue.js';
import { QueuePanel } from './queue-panel.js';
import { SaySite } from './say-site.js';
import { StationCard } from './station-card.js';
import { ReportForm } from './report-form.js';
import { VerifyCard } from './verify-card.js';
import { VerifyPeople } from './verify-people.js';
import { VerifyMeasures } from './verify-measures.js';

/** One thumb, one hand, rain: the current duty on top, one big button for the next step. */
export default function FieldPage() {
  const { t } = useWords();
  const { user, signOut } = useSession();
  const { switchLook } = useLook();
  const navigate = useNavigate();
  const grants = user?.grants ?? [];
  const lists = useMemo(() => ownLists(grants), [grants]);
  const verifyArea = inspects(grants);
  const [tab, setTab] = useState<'mine' | 'verify'>(lists.length === 0 && verifyArea ? 'verify' : 'mine');
  const area = useMemo(() => [...grants].map((g) => g.area).sort((a, b) => a.length - b.length)[0], [grants]);
  const { live } = useItemEvents(area);
  const places = usePlaces(area);
  const client = useQueryClient();
  useEffect(() => { void holdOnDevice(); }, []);
  useEffect(() => { if (user) void startQueue(user.id); }, [user?.id]);
  useEffect(() => onReceipt(({ subject, verb, answer }) => {
    if (verb === 'report') void client.invalidateQueries({ queryKey: ['my-reports'] });
    else client.setQueriesData<Kept<Item[]>>({ queryKey: ['mine'] }, (kept) => kept && { ...kept, value: kept.value.map((i) => (i.id === subject ? { ...(answer as ItemView), list: i.list } : i)) });
  }), [client]);
  return (
    <div className="field">
      <header>
        <Mark size={24} /><h1 style={{ fontSize: 16 }}>{t('field/title')}</h1><span className="dim cut">{user?.name}</span>
        <span style={{ marginLeft: 'auto', display: 'flex' }}>
          {watchArea(grants) && <button className="plain icon" aria-label={t('field/ops')} onClick={() => void navigate('/')}><DesktopOutlined /></button>}
          <PageMenu />
          <button className="plain icon" aria-label={t('top/theme')} onClick={switchLook}><BulbOutlined /></button>
          <button className="plain icon" onClick={switchLanguage}>{t('top/language')}</button>
          <button className="plain icon" aria-label={t('sign/out')} onClick={() => void signOut()}><LogoutOutlined /></button>
        </span>
      </header>
      {!live && <div className="banner" role="alert"><strong>⚠ {t('field/stale')}</strong></div>}
      <main>
        <MyCalls />
        <EscalatedToMe name={places.area} />
        <QueuePanel />
        {lists.length > 0 && verifyArea && (
          <div className="switcher" role="tablist"><button className="plain" role="tab" aria-selected={tab === 'mine'} onClick={() => setTab('mine')}>{t('field/mine')}</button><button className="plain" role="tab" aria-selected={tab === 'verify'} onClick={() => setTab('verify')}>{t('field/verify')}</button></div>
        )}
        {tab === 'mine' ? <Mine lists={lists} /> : <Verify area={verifyArea} />}
      </main>
    </div>
  );
}

function Mine({ lists }: { lists: ReturnType<typeof ownLists> }) {
  const { t } = useWords();
  const { user } = useSession();
  const query = useMine(lists);
  const now = useNow();
  const [picked, setPicked] = useState<string>();
  const [reporting, setReporting] = useState<string>();
  const items = query.data?.value;
  const { open, over } = useMemo(() => inOrder(items ?? []), [items]);
  const current = open.find((i) => i.id === picked) ?? (items ?? []).find((i) => i.id === picked) ?? open[0];
  const sayers = (user?.grants ?? []).filter((g) => ROUTES['grid.report.make'].roles.some((r) => r === g.role)).map((g) => g.area).sort((a, b) => b.length - a.length);
  const where = current?.area ?? sayers.find((a) => a.length >= 9);
  const places = usePlaces(where);
  const holds = (user?.grants ?? []).filter((g) => g.role === 'post-holder').map((g) => g.area).sort((a, b) => b.length - a.length)[0];
  if (query.isPending && lists.length > 0) return <p className="empty">{t('link/connecting')}</p>;
  return (
    <>
      {query.data?.old && <div className="banner note" role="status"><strong>◌ {t('field/fromDevice', { time: shortTime(query.data.at, now) })}</strong></div>}
      {query.error && <><Problem error={query.error} /><button className="big second" onClick={() => void query.refetch()}>{t('field/reload')}</button></>}
      {!query.error && open.length === 0 && <div className="duty empty"><strong>{t('field/none')}</strong>{t('field/noneMore')}</div>}
      {reporting && where && <ReportForm area={where} kind={reporting} place={places.area(where)} onDone={() => setReporting(undefined)} />}
      {current && !reporting && <section aria-label={t('field/current')}><DutyCard key={current.id} item={current} now onReport={setReporting} /></section>}
      {!reporting && sayers.length > 0 && where && <div className="five">{!current && <button className="big second warn" onClick={() => setReporting('SUPPORT')}>▲ {t('field/support')}</button>}<button className={current ? 'big second wide' : 'big second'} onClick={() => setReporting('WATER_ON_ROAD')}>{t('field/report')}</button></div>}
      {!reporting && holds && <MyTasks />}
      {!reporting && holds && <StationCard />}
      {!reporting && holds && <MeasuresCard area={holds} does />}
      {!reporting && holds && <ProtectCard area={holds} />}
      {!reporting && holds && <EmptyGrid area={holds} />}
      {!reporting && holds && <SaySite area={holds} />}
      {!reporting && holds && <MovedCard area={holds} but={current?.measure === 'EVACUATE' && !isOver(current) ? current.orderId : undefined} />}
      {open.length > 1 && <section><h2 style={{ fontSize: 15, margin: '4px 0 8px' }}>{t('field/others', { n: open.length - 1 })}</h2><Rows items={open.filter((i) => i.id !== current?.id)} pick={setPicked} /></section>}
      <MyReports />
      {over.length > 0 && <details><summary className="dim" style={{ minHeight: 44, paddingTop: 10 }}>{t('field/done', { n: over.length })}</summary><Rows items={over} pick={setPicked} /></details>}
    </>
  );
}

/** As many rows as are asked for, 30 at first. */
function Rows({ items, pick }: { items: Item[]; pick: (id: string) => void }) {
  const { t, code } = useWords();
  const [shown, setShown] = useState(30);
  const places = usePlaces(items[0]?.area);
  return (
    <div>
      {items.slice(0, shown).map((i) => (
        <button key={i.id} className="row" onClick={() => { pick(i.id); window.scrollTo({ top: 0 }); }}>
          <span style={{ minWidth: 0, flex: 1 }}><b>{code('measure', i.measure)}</b> <span className="dim">{t(`item/${i.state}`)}</span><br /><span className="dim cut" style={{ fontSize: 12, display: 'block' }}>{places.area(i.area)} · {places.to(i)}</span></span>
          {i.state !== 'verified' && i.state !== 'ended' && <Countdown due={Date.parse(i.dueAt)} className="num" />}
        </button>
      ))}
      {items.length > shown && <button className="big second" style={{ marginTop: 8 }} onClick={() => setShown(shown + 100)}>{t('field/expand')} ({items.length - shown})</button>}
    </div>
  );
}

function Verify({ area }: { area: string | undefined }) {
  const { t } = useWords();
  const query = useReported(area);
  const items = useMemo(() => [...(query.data ?? [])].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)), [query.data]);
  if (query.isPending && area) return <p className="empty">{t('link/connecting')}</p>;
  return (
    <>
      {query.error && <><Problem error={query.error} /><button className="big second" onClick={() => void query.refetch()}>{t('field/reload')}</button></>}
      <div className="to-verify">
        {!query.error && items.length === 0 && <div className="duty empty"><strong>{t('field/verifyNone')}</strong>{t('field/verifyNoneMore')}</div>}
        {area && <VerifyMeasures area={area} />}
        {items.slice(0, 20).map((i) => <VerifyCard key={i.id} item={i} />)}
        {items.length > 20 && <p className="dim">{t('top/more', { n: items.length - 20 })}</p>}
        {area && <VerifyPeople area={area} />}
      </div>
      {area && <MeasuresCard area={area} does={false} />}
    </>
  );
}
