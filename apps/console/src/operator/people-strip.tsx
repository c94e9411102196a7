import { conservationOf } from '@xunling/contracts';
import { countsOver } from '@xunling/picture';
import { Link } from 'react-router';
import { useLive } from '../live/use-picture.js';
import { useWords } from '../words/use-words.js';
import { usePage } from './page-state.js';

/** People of the running evacuations and places in shelters, of the area the page is narrowed to; nothing where nobody is moved. */
export function PeopleStrip() {
  const { t } = useWords();
  const { picture } = useLive();
  const { filter, area } = usePage();
  const over = filter.area || area;
  if (!picture) return null;
  const c = conservationOf(countsOver(picture, over));
  if (c.planned === 0) return null;
  const shelters = Object.values(picture.shelters).filter((s) => s.area.startsWith(over));
  const [present, capacity] = [shelters.reduce((n, s) => n + s.present, 0), shelters.reduce((n, s) => n + s.capacity, 0)];
  return (
    <section className="people" aria-label={t('evacuations/title')}>
      <Link to="/evacuation">{t('evacuations/title')}</Link>
      {(['planned', 'moved', 'alreadySafe', 'verified', 'remaining', 'refused', 'unreachable'] as const).map((k) => {
        const bad = c[k] > 0 && (k === 'remaining' || k === 'refused' || k === 'unreachable');
        return <span key={k} className="num"><span className="dim">{t(`evacuations/c_${k}`)}</span> <b className={bad ? 'over' : ''}>{bad ? '▲ ' : ''}{c[k]}</b></span>;
      })}
      {shelters.length > 0 && <><Link to="/shelters">{t('shelters/title')}</Link><span className="num"><span className="dim">{t('shelters/within', { n: shelters.length })}</span> <b className={present >= capacity ? 'over' : ''}>{present} / {capacity}</b></span></>}
    </section>
  );
}
