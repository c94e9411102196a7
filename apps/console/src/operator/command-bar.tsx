import { Input, Modal, type InputRef } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useLive } from '../live/use-picture.js';
import { useLook } from '../look/theme.js';
import { pagesFor } from '../pages.js';
import { openDecisions } from '../view/top.js';
import { switchLanguage } from '../words/i18n.js';
import { useWords } from '../words/use-words.js';
import { usePage } from './page-state.js';

interface Act { key: string; text: string; more?: string; run: () => void }
const focusOn = (selector: string): void => { setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus(), 60); };

/** `/`: every main action by name, areas and orders by name or number. */
export function CommandBar({ open, onClose, onKeys, onIssue }: { open: boolean; onClose: () => void; onKeys: () => void; onIssue: (() => void) | undefined }) {
  const { t, code } = useWords();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<InputRef>(null);
  const { picture } = useLive();
  const names = useNames(picture);
  const { setFilter, clear, openTrace, area } = usePage();
  const { user, signOut } = useSession();
  const { switchLook } = useLook();
  const navigate = useNavigate();
  const acts = useMemo((): Act[] => {
    if (!picture || !open) return [];
    const fixed: Act[] = [
      ...openDecisions(picture).slice(0, 3).map((id) => ({ key: id, text: t('command/decide'), more: picture.warnings[picture.decisions[id]!.warning ?? '']?.headline ?? '', run: () => focusOn('#decisions [role=radio], #decisions button') })),
      ...(onIssue ? [{ key: 'issue', text: t('issue/open'), run: onIssue }] : []),
      { key: 'matrix', text: t('command/matrix'), run: () => focusOn('#matrix [data-at][tabindex="0"]') },
      { key: 'board', text: t('command/boardGo'), run: () => focusOn('#board .card') },
      { key: 'over', text: t('command/overdueOnly'), run: () => setFilter({ area, overdue: true }) },
      { key: 'search', text: t('command/search'), run: () => focusOn('#search-orders') },
      { key: 'clear', text: t('command/clear'), run: clear },
      ...pagesFor(user?.grants ?? []).map(({ path, word }) => ({ key: path, text: t(word), more: path, run: () => void navigate(path) })),
      { key: 'field', text: t('command/field'), run: () => void navigate('/field') },
      { key: 'theme', text: t('command/theme'), run: switchLook },
      { key: 'lang', text: t('command/language'), run: switchLanguage },
      { key: 'keys', text: t('command/keys'), more: '?', run: onKeys },
      { key: 'out', text: t('command/signOut'), run: () => void signOut() },
    ];
    const word = text.trim().toLowerCase();
    if (!word) return fixed;
    const areas = Object.keys(picture.areas).filter((c) => c.startsWith(word) || names.area(c).toLowerCase().includes(word)).sort((a, b) => a.length - b.length).slice(0, 8)
      .map((c): Act => ({ key: c, text: `${t('command/go')} ${names.place(c)}`, more: c, run: () => setFilter({ area: c }) }));
    const orders = Object.entries(picture.orders).filter(([id, o]) => id.startsWith(word) || names.post(o.to[1]).toLowerCase().includes(word)).slice(0, 8)
      .map(([id, o]): Act => ({ key: id, text: `${code('measure', o.measure)} ${names.post(o.to[1])}`, more: id.slice(0, 8), run: () => openTrace(id) }));
    return [...fixed.filter((a) => a.text.toLowerCase().includes(word)), ...areas, ...orders];
  }, [picture, open, text, t]);
  const choose = (act: Act | undefined) => { if (!act) return; onClose(); setText(''); setAt(0); act.run(); };
  return (
    <Modal open={open} onCancel={onClose} footer={null} closable={false} title={<span className="unseen">{t('command/open')}</span>} width={560} destroyOnHidden afterOpenChange={(now) => now && input.current?.focus()}>
      <Input ref={input} size="large" value={text} placeholder={t('command/placeholder')} aria-label={t('command/open')} onChange={(e) => { setText(e.target.value); setAt(0); }}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown') { e.preventDefault(); setAt(Math.min(at + 1, acts.length - 1)); }
          if (e.key === 'ArrowUp') { e.preventDefault(); setAt(Math.max(at - 1, 0)); }
          if (e.key === 'Enter') { e.preventDefault(); choose(acts[at]); }
        }} />
      <div className="cmd-list" role="listbox" aria-label={t('command/open')}>
        {acts.length === 0 && <p className="empty">{t('command/none')}</p>}
        {acts.map((act, i) => <button key={act.key} role="option" aria-selected={i === at} className="plain cmd" onMouseEnter={() => setAt(i)} onClick={() => choose(act)}><span>{act.text}</span><span className="dim cut" style={{ marginLeft: 'auto' }}>{act.more}</span></button>)}
      </div>
    </Modal>
  );
}

export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const keys: [string, string][] = [['/', t('keys/bar')], ['↑ ↓ ← →', t('keys/walk')], ['Enter', t('keys/choose')], ['Space', t('keys/expand')], ['d', t('keys/decision')], ['s', t('keys/search')], ['Esc', t('keys/esc')], ['?', t('keys/help')]];
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('keys/title')} width={420}>
      <dl className="facts">{keys.map(([key, what]) => <div key={key} style={{ display: 'contents' }}><dt><kbd className="kbd">{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
    </Modal>
  );
}
