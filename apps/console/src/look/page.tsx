import { BulbOutlined, LogoutOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useSession } from '../api/session.js';
import { EscalationBanner } from '../escalations/escalation-banner.js';
import { CallBanner } from '../callouts/call-banner.js';
import { useBehind } from '../live/use-behind.js';
import { PictureProvider, useLive, usePictureSource } from '../live/use-picture.js';
import { watchArea, widest } from '../view/person.js';
import { clockTime } from '../view/time.js';
import { switchLanguage } from '../words/i18n.js';
import { useWords } from '../words/use-words.js';
import { Mark } from './glyphs.js';
import { PageNav } from './page-nav.js';
import { useLook } from './theme.js';

/** A page of its own beside the operator's: the live picture of what the person watches, a heading with the other pages in their groups, the age of what is shown. */
export function Page({ title, tools, children }: { title: string; tools?: ReactNode; children: ReactNode }) {
  const { user } = useSession();
  const area = watchArea(user?.grants ?? []) ?? widest(user?.grants ?? []) ?? '410171';
  return <PictureProvider area={area} key={area}><Framed title={title} tools={tools}>{children}</Framed></PictureProvider>;
}

function Framed({ title, tools, children }: { title: string; tools?: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  const { user, signOut } = useSession();
  const { switchLook } = useLook();
  const { pathname } = useLocation();
  const { phase, asOf, picture } = useLive();
  // a place is named once the picture is there: a page never begins with bare codes
  const waits = !picture && phase === 'loading';
  const source = usePictureSource();
  const { since, again } = useBehind();
  // what is shown is as old as the oldest of it
  const shownAsOf = since !== undefined && asOf !== undefined ? Math.min(since, asOf) : asOf;
  return (
    <div className={`page ${phase === 'lost' || since !== undefined ? 'stale' : ''}`}>
      <a className="skip" href="#page">{t('app/skip')}</a>
      <header className="page-bar">
        <Link to="/" className="brand" aria-label={t('error/home')}><Mark size={24} /></Link>
        <h1>{title}</h1>
        <PageNav />
        <span className="asof num">{t('top/asOf')} {shownAsOf ? clockTime(shownAsOf) : '--'}</span>
        <span className="page-tools">
          <button className="plain icon" aria-label={t('top/theme')} onClick={switchLook}><BulbOutlined /></button>
          <button className="plain icon" onClick={switchLanguage}>{t('top/language')}</button>
          <span className="dim cut">{user?.name}</span>
          <button className="plain icon" aria-label={t('sign/out')} onClick={() => void signOut()}><LogoutOutlined /></button>
        </span>
      </header>
      {phase === 'lost' && <div className="banner" role="alert"><strong>⚠ {t('field/stale')}</strong><button className="plain again" onClick={() => source.retry()}>{t('link/retry')}</button></div>}
      {phase !== 'lost' && since !== undefined && <div className="banner" role="alert"><strong>⚠ {t('link/behind', { time: clockTime(since) })}</strong><button className="plain again" onClick={again}>{t('link/readAgain')}</button></div>}
      {pathname !== '/callouts' && <CallBanner />}
      <EscalationBanner />
      <main id="page" className="page-body">{waits ? <Skeleton active paragraph={{ rows: 8 }} title={false} /> : <>{tools && <div className="page-acts">{tools}</div>}{children}</>}</main>
    </div>
  );
}
