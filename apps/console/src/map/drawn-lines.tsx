import { Button, Select } from 'antd';
import { FORCES, ORDERED_MEASURES, SITE_KINDS } from '@xunling/contracts';
import type { DrawnLine } from '@xunling/contracts/classes';
import { ScopePick } from '../look/scope-pick.js';
import { useWords } from '../words/use-words.js';

type To = 'site' | 'post' | 'team' | 'depot';
const TO: readonly To[] = ['site', 'post', 'team', 'depot'];
const UNITS = { team: ['PROFESSIONAL', 'MASS'], depot: ['CENTRAL', 'CONTRACT', 'STREET', 'PREPOSITION'] } as const;
const USUAL = { site: 'CLOSE', post: 'PATROL', team: 'PREPOSITION', depot: 'PREPOSITION' } as const;

/** Whom to order what: measure × kind of addressee. */
export function Lines({ lines, onChange }: { lines: readonly DrawnLine[]; onChange: (lines: DrawnLine[]) => void }) {
  const { t, code } = useWords();
  const set = (i: number, line: DrawnLine) => onChange(lines.map((l, n) => (n === i ? line : l)));
  const kinds = (line: DrawnLine, i: number) => {
    if (line.to === 'post') return <Select aria-label={t('map/force')} value={line.force ?? 'COMMUNITY'} onChange={(force: string) => set(i, { ...line, force })} options={FORCES.map((f) => ({ value: f, label: code('force', f) }))} />;
    const site = line.to === 'site';
    const of = site ? SITE_KINDS : UNITS[line.to as 'team' | 'depot'];
    const value = (site ? line.siteKinds : line.kinds) ?? [];
    return <Select mode="multiple" aria-label={t('map/kinds')} placeholder={t('map/allKinds')} value={value} onChange={(next: string[]) => { const { siteKinds: _s, kinds: _k, ...rest } = line; set(i, next.length === 0 ? rest : site ? { ...rest, siteKinds: next } : { ...rest, kinds: next }); }} options={of.map((k) => ({ value: k, label: t(`plans/${site ? 'siteKind' : 'unit'}/${k}`) }))} />;
  };
  return (
    <ul className="map-lines">
      {lines.map((line, i) => (
        <li key={i}>
          <Select aria-label={t('map/to')} value={line.to as To} onChange={(to: To) => set(i, { to, measure: USUAL[to] })} options={TO.map((to) => ({ value: to, label: t(`map/to_${to}`) }))} />
          {kinds(line, i)}
          <Select aria-label={t('issue/measure')} value={line.measure} onChange={(measure: string) => { const { scope: _gone, ...rest } = line; set(i, { ...rest, measure }); }} options={ORDERED_MEASURES.map((m) => ({ value: m, label: code('measure', m) }))} />
          {line.to === 'site' && line.measure === 'SUSPEND' && <ScopePick value={line.scope} onChange={(scope) => { const { scope: _gone, ...rest } = line; set(i, scope ? { ...rest, scope } : rest); }} />}
          {lines.length > 1 && <Button type="text" aria-label={t('plans/removeLine', { n: i + 1 })} onClick={() => onChange(lines.filter((_, n) => n !== i))}>✕</Button>}
        </li>
      ))}
      {lines.length < 12 && <li><Button size="small" onClick={() => onChange([...lines, { to: 'post', measure: 'PATROL', force: 'COMMUNITY' }])}>＋ {t('map/addLine')}</Button></li>}
    </ul>
  );
}
