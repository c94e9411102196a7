import { DownOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link, useLocation } from 'react-router';
import { useSession } from '../api/session.js';
import { pageGroupsFor, type PageEntry, type PageGroup } from '../pages.js';
import { useWords } from '../words/use-words.js';

const STEP: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** The other pages by what they are for. A group opens by press or arrow down; arrows walk in it, Escape closes it where it was opened. */
export function PageNav() {
  const { t } = useWords();
  const { user } = useSession();
  const { pathname } = useLocation();
  const [open, setOpen] = useState<PageGroup>();
  const nav = useRef<HTMLElement>(null);
  const groups = pageGroupsFor(user?.grants ?? []);
  useEffect(() => setOpen(undefined), [pathname]);
  useEffect(() => {
    if (!open) return undefined;
    const away = (e: Event) => { if (e.target instanceof Node && !nav.current?.contains(e.target)) setOpen(undefined); };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => { document.removeEventListener('pointerdown', away); document.removeEventListener('focusin', away); };
  }, [open]);
  const onKey = (e: KeyboardEvent<HTMLElement>) => {
    const at = e.target as HTMLElement;
    const button = at.closest('.page-group')?.querySelector<HTMLElement>('button');
    if (e.key === 'Escape' && open) { setOpen(undefined); button?.focus(); return; }
    const step = STEP[e.key];
    if (step === undefined) return;
    const onButton = at === button;
    if (onButton && e.key === 'ArrowUp') return;
    e.preventDefault();
    if (onButton && e.key === 'ArrowDown') {
      const group = at.dataset['group'] as PageGroup;
      setOpen(group);
      requestAnimationFrame(() => nav.current?.querySelector<HTMLElement>(`#pages-${group} a`)?.focus());
      return;
    }
    const row = [...nav.current!.querySelectorAll<HTMLElement>(onButton ? '.page-group > button' : `#pages-${open} a`)];
    row[(row.indexOf(at) + step + row.length) % row.length]?.focus();
  };
  return (
    <nav ref={nav} className="page-nav" aria-label={t('app/pages')} onKeyDown={onKey}>
      {groups.map(({ group, pages }) => (
        <div key={group} className="page-group">
          <button className={`plain ${pages.some((p) => p.path === pathname) ? 'here' : ''}`} data-group={group} aria-expanded={open === group} aria-controls={`pages-${group}`} onClick={() => setOpen(open === group ? undefined : group)}>{t(`pageGroup/${group}`)} <DownOutlined aria-hidden /></button>
          <PageLinks id={`pages-${group}`} pages={pages} hidden={open !== group} onGo={() => setOpen(undefined)} />
        </div>
      ))}
    </nav>
  );
}

function PageLinks({ id, pages, hidden, onGo }: { id: string; pages: readonly PageEntry[]; hidden: boolean; onGo: () => void }) {
  const { t } = useWords();
  const { pathname } = useLocation();
  return <ul id={id} hidden={hidden}>{pages.map(({ path, word }) => <li key={path}><Link to={path} aria-current={path === pathname ? 'page' : undefined} onClick={onGo}>{t(word)}</Link></li>)}</ul>;
}

/** All pages at once, a column for each group; for a heading that has no room for a row of them. */
export function PageTable() {
  const { t } = useWords();
  const { user } = useSession();
  return (
    <nav className="page-table" aria-label={t('app/pages')}>
      {pageGroupsFor(user?.grants ?? []).map(({ group, pages }) => <section key={group}><h2>{t(`pageGroup/${group}`)}</h2><ul>{pages.map(({ path, word }) => <li key={path}><Link to={path}>{t(word)}</Link></li>)}</ul></section>)}
    </nav>
  );
}
