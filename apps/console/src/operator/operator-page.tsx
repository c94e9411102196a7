import { Button } from 'antd';
import { putBefore } from '@xunling/picture';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useSession } from '../api/session.js';
import { CallBanner } from '../callouts/call-banner.js';
import { EscalationBanner } from '../escalations/escalation-banner.js';
import { PictureProvider, useLive, usePictureSource } from '../live/use-picture.js';
import { mayDecide, mayIssueIn, watchArea } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { CommandBar, KeysHelp } from './command-bar.js';
import { DecisionPanel } from './decision-panel.js';
import { GroundPanel } from './ground-put.js';
import { FeedPanel } from './feed-panel.js';
import { IssueOrder } from './issue-order.js';
import { MatrixPanel } from './matrix-panel.js';
import { OrderBoard } from './order-board.js';
import { PageStateProvider, usePage } from './page-state.js';
import { PeopleStrip } from './people-strip.js';
import { Banners, Streets, TopBar } from './top-bar.js';
import { TraceDrawer } from './trace-drawer.js';

/** The operator's page of the zone; the same page cut to a street for a sub-district, by grant or by address. */
export default function OperatorPage() {
  const { area: asked } = useParams();
  const { user } = useSession();
  const area = asked ?? watchArea(user?.grants ?? []) ?? '410171';
  return <PictureProvider area={area} key={area}><PageStateProvider area={area}><Operator /></PageStateProvider></PictureProvider>;
}

function Operator() {
  const { t } = useWords();
  const { phase, picture } = useLive();
  const { user } = useSession();
  const { clear, area, trace, amends, amend } = usePage();
  const source = usePictureSource();
  const [commands, setCommands] = useState(false);
  const [keys, setKeys] = useState(false);
  const [issuing, setIssuing] = useState(false);
  const issues = user && mayIssueIn(user.grants, area);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (code: string) => setOpened((before) => { const next = new Set(before); if (!next.delete(code)) next.add(code); return next; });
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const typing = e.target instanceof HTMLElement && (e.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName));
      if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
      const focus = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();
      if (e.key === '/') { e.preventDefault(); setCommands(true); }
      else if (e.key === '?') setKeys(true);
      else if (e.key === 's') { e.preventDefault(); focus('#search-orders'); }
      else if (e.key === 'd') focus('#decisions [role=radio], #decisions button');
      else if (e.key === 'Escape' && !commands && !keys && !trace) clear();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [clear, commands, keys, trace]);
  if (phase === 'forbidden') return <Whole title={t('link/forbidden')} more={t('link/forbiddenMore')} act={<Link to="/">{t('error/home')}</Link>} />;
  if (!picture) return phase === 'failed' ? <Whole title={t('link/failed')} more={t('link/failedMore')} act={<Button type="primary" onClick={() => source.retry()}>{t('link/retry')}</Button>} /> : <Whole title={t('link/loading')} />;
  const decides = user && (mayDecide(user.grants) || Object.keys(picture.decisions).length > 0) && area.length <= 6;
  // a street has no decisions: what its ground asks of it stands in their place
  const puts = decides ? [] : putBefore(picture, area);
  return (
    <div className={`ops ${phase === 'lost' ? 'stale' : ''}`}>
      <a className="skip" href="#matrix">{t('app/skip')}</a>
      <TopBar onCommands={() => setCommands(true)} />
      <div><Streets /><PeopleStrip /><CallBanner /><EscalationBanner /><Banners /></div>
      <main className="work">
        <div className={`left ${opened.size > 0 ? 'drilled' : ''}`}><MatrixPanel opened={opened} toggle={toggle} /><OrderBoard onIssue={issues ? () => setIssuing(true) : undefined} /></div>
        <div className="right" style={decides || puts.length > 0 ? {} : { gridTemplateRows: '1fr' }}>{decides && <DecisionPanel />}{puts.length > 0 && <GroundPanel puts={puts} />}<FeedPanel /></div>
      </main>
      {issues && <IssueOrder open={issuing || !!amends} amends={amends} onClose={() => { setIssuing(false); amend(undefined); }} />}
      <TraceDrawer />
      <CommandBar open={commands} onClose={() => setCommands(false)} onKeys={() => setKeys(true)} onIssue={issues ? () => setIssuing(true) : undefined} />
      <KeysHelp open={keys} onClose={() => setKeys(false)} />
    </div>
  );
}

const Whole = ({ title, more, act }: { title: string; more?: string; act?: React.ReactNode }) => (
  <main className="centre"><div className="message"><h1 style={{ fontSize: 20 }}>{title}</h1>{more && <p className="dim" style={{ margin: '8px 0 16px' }}>{more}</p>}{act}</div></main>
);
