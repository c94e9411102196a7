import { Dropdown, Tooltip } from 'antd';
import { BulbOutlined, MobileOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useNow } from '../live/server-clock.js';
import { useLive, usePictureSource } from '../live/use-picture.js';
import { ColourChip, LevelChip, Mark } from '../look/glyphs.js';
import { PageMenu } from '../look/page-nav.js';
import { useLook } from '../look/theme.js';
import { worksInField } from '../view/person.js';
import { clockTime, dateOf, shortTime, span } from '../view/time.js';
import { activeWarnings, lagNow, streetStates } from '../view/top.js';
import { switchLanguage } from '../words/i18n.js';
import { useWords } from '../words/use-words.js';
import { LagDrawer } from './lag-drawer.js';
import { usePage } from './page-state.js';

/** Public yardstick: 10–20 minutes is today's good practice; past it the lag is shown as overdue. */
const LAG_GOOD_MS = 20 * 60_000;

export function TopBar({ onCommands }: { onCommands: () => void }) {
  const { t, zh } = useWords();
  const { picture, asOf, phase } = useLive();
  const { user, signOut } = useSession();
  const { switchLook } = useLook();
  const navigate = useNavigate();
  const now = useNow();
  const names = useNames(picture);
  const { area } = usePage();
  const [lags, setLags] = useState(false);
  const warnings = picture ? activeWarnings(picture, now).filter((w) => w.areas.some((a) => a.startsWith(area) || area.startsWith(a))) : [];
  const lag = picture ? lagNow(picture, now) : undefined;
  const incident = picture ? Object.values(picture.incidents).filter((i) => !i.closedAt).at(-1) : undefined;
  return (
    <header className="bar">
      <div className="brand"><Mark /><h1>{t('app/name')}</h1><small>{picture ? names.area(area) : t('app/zone')}<br />{incident ? incident.name : t('app/sample')}</small></div>
      <div className="bar-part grow">
        <span className="label">{t('top/warnings')}</span>
        <div className="warns">
          {warnings.length === 0 && <span className="dim">{t('top/none')}</span>}
          {warnings.slice(0, 2).map((w) => (
            <Tooltip key={w.id} title={<>{w.headline}<br />{w.issuer}<br />{w.areas.map(names.area).join(' ')}</>}>
              <Link to={`/warnings?warning=${w.id}`} className="warn"><ColourChip colour={w.colour} hazard={w.hazard} /><span className="cut">{w.issuer}</span><span className="dim num" style={{ whiteSpace: 'nowrap' }}>{t('top/left', { span: span(w.leftMs) })}</span></Link>
            </Tooltip>
          ))}
          {warnings.length > 2 && <Link to="/warnings" className="chip line">{t('top/more', { n: warnings.length - 2 })}</Link>}
        </div>
      </div>
      <button className="plain bar-part press" title={t('top/lagOpen')} onClick={() => setLags(true)}>
        <span className="label">{t('top/lag')}</span>
        {lag ? <span className={`figure num ${lag.running && lag.ms > LAG_GOOD_MS ? 'over' : ''}`}>{lag.running && lag.ms > LAG_GOOD_MS ? '▲ ' : ''}{span(lag.ms)} <small className="dim" style={{ fontSize: 12, fontWeight: 400 }}>{lag.running ? t('top/lagRunning') : t('top/lagDone')}</small></span> : <span className="dim">{t('top/lagNone')}</span>}
      </button>
      <LagDrawer open={lags} onClose={() => setLags(false)} />
      <div className="bar-part">
        <span className="label">{t('top/time')} {dateOf(now)}</span>
        <span className="figure num">{clockTime(now)}</span>
      </div>
      <div className="bar-part">
        <span className="label">{t('top/asOf')}</span>
        <span className={`figure num asof-figure ${phase === 'lost' ? 'over' : ''}`}>{phase === 'lost' ? '▲ ' : ''}{asOf ? shortTime(asOf, now) : '--:--'}{asOf && <small>:{clockTime(asOf).slice(6)}</small>} <small className="dim" style={{ fontSize: 12, fontWeight: 400 }}>{phase === 'live' ? t('top/live') : t('units/ago', { span: span(now - (asOf ?? now)) })}</small></span>
      </div>
      <div className="bar-part" style={{ flexDirection: 'row', alignItems: 'center', gap: 2 }}>
        <Tooltip title={`${t('command/open')}  /`}><button className="plain icon" onClick={onCommands} aria-label={t('command/open')}><SearchOutlined /></button></Tooltip>
        <Tooltip title={t('top/theme')}><button className="plain icon" onClick={switchLook} aria-label={t('top/theme')}><BulbOutlined /></button></Tooltip>
        <button className="plain icon" onClick={switchLanguage} lang={zh ? 'en' : 'zh-CN'}>{t('top/language')}</button>
        {user && worksInField(user.grants) && <Tooltip title={t('command/field')}><button className="plain icon" onClick={() => void navigate('/field')} aria-label={t('command/field')}><MobileOutlined /></button></Tooltip>}
        <PageMenu />
        <Dropdown trigger={['click']} menu={{ items: [{ key: 'who', label: `${user?.name} (${user?.username})`, disabled: true }, { key: 'out', label: t('sign/out'), onClick: () => void signOut() }] }}>
          <button className="plain icon" aria-label={user?.name ?? ''} style={{ gridAutoFlow: 'column', gap: 6 }}><UserOutlined /> {user?.name}</button>
        </Dropdown>
      </div>
    </header>
  );
}

/** Level, time at level and link of each street; pressing one narrows the page to it. */
export function Streets() {
  const { t } = useWords();
  const { picture, phase, services } = useLive();
  const { filter, setFilter, area } = usePage();
  const now = useNow();
  const names = useNames(picture);
  if (!picture) return <div className="streets" />;
  const codes = area.length <= 6 ? Object.keys(picture.areas).filter((c) => c.length === 9).sort() : [area.slice(0, 9)];
  return (
    <nav className="streets" aria-label={t('level/title')}>
      {streetStates(picture, codes, phase === 'live', services).map((s) => {
        const link = s.link === 'impaired' ? t('top/impaired', { names: s.down.join(', ') }) : t(`top/${s.link}`);
        const heard = s.heard ? t('top/heard', { time: shortTime(s.heard, now) }) : t('top/never');
        return (
          <Tooltip key={s.area} title={<>{t('top/link')}: {link}<br />{heard}</>}>
            <button className={`plain street ${s.link}`} aria-pressed={filter.area === s.area} onClick={() => setFilter({ area: filter.area === s.area ? area : s.area })}>
              <span className={`dot ${s.link}`} aria-hidden="true" /><span className="unseen">{t('top/link')}: {link}</span>
              <span className="name cut">{names.area(s.area)}</span>
              <LevelChip level={s.level} />
              {s.since !== undefined && <span className="dim num cut">{t('level/for', { span: span(now - s.since) })}</span>}
              {s.link !== 'fed' && <span className="over" style={{ fontSize: 12, whiteSpace: 'nowrap' }}>{t(s.link === 'impaired' ? 'top/down' : 'top/unknown')}</span>}
            </button>
          </Tooltip>
        );
      })}
    </nav>
  );
}

/** How long it is said that the picture was read again. */
const AGAIN_SHOWN_MS = 60_000;

/** Connection lost, a service down, a picture that had to be read again: said at once, in words. */
export function Banners() {
  const { t } = useWords();
  const { phase, asOf, services, picture, again } = useLive();
  const source = usePictureSource();
  const now = useNow();
  const down = services.filter((s) => !['running', 'ready', 'up'].includes(s.state));
  return (
    <div aria-live="assertive">
      {picture?.exercise && <div className="banner drill" role="status"><strong>◆ {t('top/drill')}</strong><span>{t('top/drillMore')}</span></div>}
      {again && now - again.at < AGAIN_SHOWN_MS && <div className="banner note" role="status"><strong>↻ {t(again.why === 'sum' ? 'link/reloaded' : 'link/resumed', { time: clockTime(again.at) })}</strong></div>}
      {phase === 'lost' && asOf && (
        <div className="banner" role="alert"><strong>⚠ {t('link/lost', { time: clockTime(asOf), age: span(now - asOf) })}</strong><span>{t('link/lostMore')}</span><button className="plain" style={{ color: 'var(--accent)', marginLeft: 'auto', fontWeight: 600 }} onClick={() => source.retry()}>{t('link/retry')}</button></div>
      )}
      {phase === 'live' && down.map((s) => <div className="banner" role="status" key={s.name}><strong>⚠ {t('link/service', { name: s.name, n: s.restarts ?? 0 })}</strong></div>)}
    </div>
  );
}
