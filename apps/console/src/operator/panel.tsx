import type { ReactNode } from 'react';
import { useLive } from '../live/use-picture.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** One panel: a heading, its own age, a body that scrolls inside. */
export function Panel({ id, title, tools, children, label }: { id: string; title: ReactNode; tools?: ReactNode; children: ReactNode; label: string }) {
  const { t } = useWords();
  const { asOf } = useLive();
  return (
    <section className="panel" id={id} aria-label={label}>
      <header>{typeof title === 'string' ? <h2>{title}</h2> : title}{tools}<span className="asof num">{t('top/asOf')} {asOf ? clockTime(asOf) : '--'}</span></header>
      <div className="body" tabIndex={0}>{children}</div>
    </section>
  );
}
export const Empty = ({ title, more }: { title: string; more?: string }) => <div className="empty"><strong>{title}</strong>{more}</div>;
