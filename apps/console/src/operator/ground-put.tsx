import { Link } from 'react-router';
import type { Put } from '@xunling/picture';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { Countdown } from '../look/glyphs.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Panel } from './panel.js';

/** As many as stand here at once, the oldest first. */
const SHOWN = 20;

/** Of a street, which has no decisions of its own: absent where the ground asks for nothing. */
export function GroundPanel({ puts }: { puts: readonly Put[] }) {
  const { t } = useWords();
  return <Panel id="ground" label={t('groundPut/title')} title={t('groundPut/title')} tools={<b className="num">{puts.length}</b>}><GroundPuts puts={puts} /></Panel>;
}
export function GroundPuts({ puts }: { puts: readonly Put[] }) {
  const { t } = useWords();
  return <>{puts.slice(0, SHOWN).map((g) => <GroundPut key={g.about} of={g} />)}{puts.length > SHOWN && <p className="dim">{t('top/more', { n: puts.length - SHOWN })}</p>}</>;
}

/** What the ground puts before the officer directly: a contradiction to settle, a protection to look at, people who went back early; with the page it is answered on. */
function GroundPut({ of: g }: { of: Put }) {
  const { t, what } = useWords();
  const names = useNames(useLive().picture);
  const page = g.kind === 'returned-early' || !g.site ? 'evacuation' : 'closures';
  return (
    <article className="decision">
      <strong className="over">▲ {t(`groundPut/${g.kind}`, { n: g.persons ?? 0 })}</strong>
      <p className="dim" style={{ fontSize: 12 }}>{g.openedAt && g.kind !== 'returned-early' && <span className="num">{clockTime(g.openedAt)} </span>}{g.measure && <b>{what({ measure: g.measure, ...(g.scope ? { scope: g.scope } : {}) })} </b>}{g.site ? `${names.site(g.site)} · ` : ''}{names.place(g.area)}</p>
      {g.dueAt && <p className="num" style={{ fontSize: 12 }}>{t('groundPut/until')} <Countdown due={Date.parse(g.dueAt)} className="num" /></p>}
      <Link className="link" to={`/${page}`}>{t(page === 'closures' ? 'closureBoard/title' : 'evacuations/title')}</Link>
    </article>
  );
}
