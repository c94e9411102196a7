import { STAGES } from '@xunling/contracts';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { useWords } from '../words/use-words.js';

const MOVED = ['planned', 'moved', 'sheltered', 'waiting', 'refused'] as const;
/** What `command.sitrep` counts; every number from records, none typed. */
export interface Figures {
  asOf: string; levels: Record<string, string>; warnings: { active: number; byColour: Record<string, number> }; decisions: { open: number; raised: number; held: number };
  orders: Record<(typeof STAGES)[number] | 'ended', number>; measures: { ordered: number; ground?: number; done: number; lifted: number };
  perStreet: Record<string, { issued: number; reported: number; verified: number }>; casualties?: { dead: number; missing: number; injured: number }; evacuation?: Record<(typeof MOVED)[number], number>; claims?: { subject: string; disputed: boolean; values: { value: string; source: string; confidence: string }[]; settled?: string }[]; sources: { counted: string[]; silent: string[] };
}

/** Figures side by side with those of the last published report; silent sources by name. */
export function FigureTable({ figures: f, before }: { figures: Figures; before: Figures | undefined }) {
  const { t, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const zone = Object.keys(picture?.areas ?? {})[0]?.slice(0, 6) ?? '410171';
  const street = (token: string): string => (token === '000' ? names.area(zone) : names.area(`${zone}${token}`));
  const moved = (now: number, then: number | undefined) => (then === undefined || then === now ? null : <span className="dim"> {now > then ? '+' : '−'}{Math.abs(now - then)}</span>);
  const rows: [string, number, number | undefined][] = [
    ...STAGES.map((s): [string, number, number | undefined] => [code('stage', s), f.orders[s], before?.orders[s]]), [t('sitreps/ended'), f.orders.ended, before?.orders.ended],
    [t('sitreps/measuresOrdered'), f.measures.ordered, before?.measures.ordered], ...(f.measures.ground || before?.measures.ground ? [[t('sitreps/measuresGround'), f.measures.ground ?? 0, before?.measures.ground ?? 0] as [string, number, number]] : []), [t('sitreps/measuresDone'), f.measures.done, before?.measures.done], [t('sitreps/measuresLifted'), f.measures.lifted, before?.measures.lifted],
    ...(f.casualties ? (['dead', 'missing', 'injured'] as const).map((k): [string, number, number | undefined] => [t(`casualties/n_${k}`), f.casualties![k], before?.casualties?.[k]]) : []),
    ...(f.evacuation ? MOVED.map((k): [string, number, number | undefined] => [t(`sitreps/e_${k}`), f.evacuation![k], before?.evacuation?.[k]]) : []),
  ];
  return (
    <div className="figures">
      <p className="page-acts">{Object.entries(f.levels).map(([area, level]) => <span key={area}>{names.area(area)} <LevelChip level={level} /></span>)}{Object.entries(f.warnings.byColour).map(([colour, n]) => <span key={colour}><ColourChip colour={colour} /> × {n}</span>)}<span className="dim">{t('sitreps/decisions', { open: f.decisions.open, raised: f.decisions.raised, held: f.decisions.held })}</span></p>
      <div className="figure-grid">{rows.map(([word, now, then]) => <div key={word}><span className="dim">{word}</span><b className="num">{now}{moved(now, then)}</b></div>)}</div>
      <div className="scroll" tabIndex={0}>
        <table className="table"><thead><tr>{['street', 'issued', 'reported', 'verified'].map((c) => <th key={c} scope="col">{t(`sitreps/col_${c}`)}</th>)}</tr></thead>
          <tbody>{Object.entries(f.perStreet).map(([s, n]) => <tr key={s}><td>{street(s)}</td><td className="num">{n.issued}</td><td className="num">{n.reported}</td><td className="num">{n.verified}</td></tr>)}</tbody></table>
      </div>
      {f.claims?.map((c) => <p key={c.subject} className={c.disputed ? 'over' : ''}>{c.disputed ? '▲ ' : ''}{c.subject}{t('claims/colon')}{c.settled ?? c.values.map((v) => t('claims/said', { value: v.value, source: v.source })).join(' / ')}{c.disputed && ` · ${t('claims/disputed')}`}</p>)}
      <p className={f.sources.silent.length > 0 ? 'over' : 'dim'}>{f.sources.silent.length > 0 ? `▲ ${t('sitreps/silent', { n: f.sources.silent.length, who: f.sources.silent.map(street).join('、') })}` : t('sitreps/sources', { n: f.sources.counted.length })}</p>
    </div>
  );
}
