import type { StandDownList } from '@xunling/contracts/classes';
import { useNames } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** The counts, then the levels and warnings by name. */
export function InForce({ list: { counts, levels, warnings } }: { list: StandDownList }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  return (
    <section className="sheet" aria-label={t('standDown/inForce')}>
      <div className="kpi" style={{ flexWrap: 'wrap' }}>
        {(['measures', 'lifting', 'evacuations', 'peopleAway', 'missions', 'requisitions', 'tasks', 'levels', 'warnings', 'decisions'] as const).map((what) => (
          <div key={what}><span className="dim">{t(`standDown/n_${what}`)}</span><br /><b className={`num ${counts[what] > 0 && what !== 'lifting' ? 'over' : ''}`}>{counts[what] > 0 && what !== 'lifting' ? '▲ ' : ''}{counts[what]}</b></div>
        ))}
      </div>
      {levels.length > 0 && <p className="page-acts">{levels.map((l) => <span key={l.area}>{names.area(l.area)} <LevelChip level={l.level} /></span>)}</p>}
      {warnings.map((w) => <p key={w.id} className="page-acts"><ColourChip colour={w.colour} hazard={w.hazard} /> {w.issuer} <span className="dim num">{t('standDown/until', { time: shortTime(w.expiresAt, now) })}</span></p>)}
      <p className="dim">{t('standDown/rule')}</p>
    </section>
  );
}
