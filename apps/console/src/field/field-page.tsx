import { BulbOutlined, DesktopOutlined, LogoutOutlined } from '@ant-design/icons';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../api/session.js';
import { Countdown, Mark } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { useLook } from '../look/theme.js';
import { inOrder } from '../view/item.js';
import { inspects, ownLists, watchArea } from '../view/person.js';
import { switchLanguage } from '../words/i18n.js';
import { useWords } from '../words/use-words.js';
import { MyCalls } from '../callouts/my-calls.js';
import { DutyCard } from './duty-card.js';
import { useItemEvents, useMine, usePlaces, useReported, type Item } from './items.js';
import { VerifyCard } from './verify-card.js';

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
  return (
    <div className="field">
      <header>
        <Mark size={24} /><h1 style={{ fontSize: 16 }}>{t('field/title')}</h1><span className="dim cut">{user?.name}</span>
        <span style={{ marginLeft: 'auto', display: 'flex' }}>
          {watchArea(grants) && <button className="plain icon" aria-label={t('field/ops')} onClick={() => void navigate('/')}><DesktopOutlined /></button>}
          <button className="plain icon" aria-label={t('top/theme')} onClick={switchLook}><BulbOutlined /></button>
          <button className="plain icon" onClick={switchLanguage}>{t('top/language')}</button>
          <button className="plain icon" aria-label={t('sign/out')} onClick={() => void signOut()}><LogoutOutlined /></button>
        </span>
      </header>
      {!live && <div className="banner" role="alert"><strong>⚠ {t('field/stale')}</strong></div>}
      <main>
        <MyCalls />
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
  const query = useMine(lists);
  const [picked, setPicked] = useState<string>();
  const { open, over } = useMemo(() => inOrder(query.data ?? []), [query.data]);
  const current = open.find((i) => i.id === picked) ?? (query.data ?? []).find((i) => i.id === picked) ?? open[0];
  if (query.isPending && lists.length > 0) return <p className="empty">{t('link/connecting')}</p>;
  return (
    <>
      {query.error && <><Problem error={query.error} /><button className="big second" onClick={() => void query.refetch()}>{t('field/reload')}</button></>}
      {!query.error && open.length === 0 && <div className="duty empty"><strong>{t('field/none')}</strong>{t('field/noneMore')}</div>}
      {current && <section aria-label={t('field/current')}><DutyCard key={current.id} item={current} now /></section>}
      {open.length > 1 && <section><h2 style={{ fontSize: 15, margin: '4px 0 8px' }}>{t('field/others', { n: open.length - 1 })}</h2><Rows items={open.filter((i) => i.id !== current?.id)} pick={setPicked} /></section>}
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
      {!query.error && items.length === 0 && <div className="duty empty"><strong>{t('field/verifyNone')}</strong>{t('field/verifyNoneMore')}</div>}
      {items.slice(0, 20).map((i) => <VerifyCard key={i.id} item={i} />)}
      {items.length > 20 && <p className="dim">{t('top/more', { n: items.length - 20 })}</p>}
    </>
  );
}
