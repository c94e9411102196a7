import { AppstoreOutlined, DownOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { Link, useLocation } from 'react-router';
import { useSession } from '../api/session.js';
import { pageGroupsFor, type PageEntry, type PageGroup } from '../pages.js';
import { useWords } from '../words/use-words.js';

/** Closes what is open once one presses or steps elsewhere. */
function useAway(box: RefObject<HTMLElement | null>, open: boolean, close: () => void) {
  useEffect(() => {
    if (!open) return undefined;
    const away = (e: Event) => { if (e.target instanceof Node && !box.current?.contains(e.target)) close(); };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => { document.removeEventListener('pointerdown', away); document.removeEventListener('focusin', away); };
  }, [open]);
}

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
  useAway(nav, open !== undefined, () => setOpen(undefined));
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
    // from group to group: the one left behind closes
    if (onButton) setOpen(undefined);
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

/** All pages behind one button, a column for each group; for a heading that has no room for a row of them. */
export function PageMenu() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useAway(box, open, () => setOpen(false));
  // Escape closes this, and nothing else that Escape would
  const onKey = (e: KeyboardEvent) => { if (e.key === 'Escape' && open) { e.stopPropagation(); setOpen(false); box.current?.querySelector('button')?.focus(); } };
  return <div ref={box} className="page-menu" onKeyDown={onKey}><button className="plain icon" aria-label={t('app/pages')} aria-expanded={open} onClick={() => setOpen(!open)}><AppstoreOutlined /></button>{open && <PageTable />}</div>;
}

function PageTable() {
  const { t } = useWords();
  const { user } = useSession();
  return (
    <nav className="page-table" aria-label={t('app/pages')}>
      {pageGroupsFor(user?.grants ?? []).map(({ group, pages }) => <section key={group}><h2>{t(`pageGroup/${group}`)}</h2><ul>{pages.map(({ path, word }) => <li key={path}><Link to={path}>{t(word)}</Link></li>)}</ul></section>)}
    </nav>
  );
}
