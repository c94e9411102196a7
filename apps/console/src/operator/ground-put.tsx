import { Link } from 'react-router';
import type { Put } from '@xunling/picture';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { Countdown } from '../look/glyphs.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** What the ground puts before the officer directly: a contradiction to settle, a protection to look at, people who went back early; with the page it is answered on. */
export function GroundPut({ of: g }: { of: Put }) {
  const { t, what } = useWords();
  const names = useNames(useLive().picture);
  const page = g.kind === 'returned-early' ? 'evacuation' : 'closures';
  return (
    <article className="decision">
      <strong className="over">▲ {t(`groundPut/${g.kind}`, { n: g.persons ?? 0 })}</strong>
      <p className="dim" style={{ fontSize: 12 }}>{g.openedAt && g.kind !== 'returned-early' && <span className="num">{clockTime(g.openedAt)} </span>}{g.measure && <b>{what({ measure: g.measure, ...(g.scope ? { scope: g.scope } : {}) })} </b>}{g.site ? `${names.site(g.site)} · ` : ''}{names.place(g.area)}</p>
      {g.dueAt && <p className="num" style={{ fontSize: 12 }}>{t('groundPut/until')} <Countdown due={Date.parse(g.dueAt)} className="num" /></p>}
      <Link className="link" to={`/${page}`}>{t(page === 'closures' ? 'closureBoard/title' : 'evacuations/title')}</Link>
    </article>
  );
}
