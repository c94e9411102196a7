import type { Level } from '@xunling/contracts';
import { useState } from 'react';
import { LevelChip } from '../look/glyphs.js';
import { useWords } from '../words/use-words.js';
import { ARROWS, RISING, type PlanDoc, type PlanTrigger } from './document.js';
import { addresseesOf } from './plan-words.js';
import { usePlaces } from './places.js';
import { useStockItems } from './stock-names.js';
import { useIn } from './trigger-form.js';
import { described } from './triggers.js';

/** Per level: when it is proposed, and what it orders of whom in how many minutes. */
export function LevelOrders({ document: doc }: { document: PlanDoc }) {
  const { t, zh, code, what } = useWords();
  const { name } = useStockItems();
  const { named } = usePlaces();
  const [level, setLevel] = useState<Level>('I');
  const { triggers, orders, notices = [] } = doc.levels[level];
  const led = Object.entries(doc.warningLed).filter(([, l]) => l === level).map(([colour]) => t(`colour/${colour}`));
  return (
    <>
      <LevelTabs level={level} onPick={setLevel} of={(l) => doc.levels[l].orders.length} />
      <h3 className="section">{t('plans/triggers', { need: triggers.need, of: triggers.of.length })}</h3>
      <p className="plan-triggers">{led.length > 0 && <b>{t('plans/led', { colours: led.join(t('plans/and')) })}</b>}{triggers.of.map((c) => <Condition key={c.code} of={c} />)}</p>
      {notices.length > 0 && <><h3 className="section">{t('plans/notices')} <span className="num dim">{notices.length}</span></h3><ul>{notices.map((n, i) => <li key={i}>{zh ? n.textZh : n.textEn}</li>)}</ul></>}
      <h3 className="section">{t('plans/orders')} <span className="num dim">{orders.length}</span></h3>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('plans/orders')}>
        <table className="table">
          <thead><tr><th scope="col">#</th><th scope="col">{t('plans/field/measure')}</th><th scope="col">{t('plans/to')}</th>{ARROWS.map((a) => <th scope="col" key={a} className="plan-min">{t('plans/minutesOf', { stage: code('stage', a) })}</th>)}<th scope="col">{t('plans/text')}</th></tr></thead>
          <tbody>{orders.map((line, i) => (
            <tr key={i}>
              <td className="num dim">{i + 1}</td><td><b>{what(line)}</b></td><td>{addresseesOf(line, t, code, named)}{line.stock?.map((n) => <div key={n.item} className="dim num">{name(n.item)} {n.quantity}</div>)}</td>
              {ARROWS.map((a) => <td className="num plan-min" key={a}>{line.minutes[a] ?? <span className="over">▲ {t('plans/missing')}</span>}</td>)}
              <td className="dim">{zh ? line.textZh : line.textEn}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
    </>
  );
}

/** A condition as it is worded, and by its values where the words say less. */
function Condition({ of }: { of: PlanTrigger }) {
  const { zh } = useWords();
  const say = useIn();
  const words = zh ? of.zh : of.en;
  const values = described(of, zh ? 'zh' : 'en', say);
  return <span>{words}{values && values !== words && <small className="dim"> {values}</small>}{of.kind === 'k-of' && <small className="dim"> {of.of.map((p) => (zh ? p.zh : p.en)).join(' · ')}</small>}</span>;
}

export function LevelTabs({ level, onPick, of }: { level: Level; onPick: (level: Level) => void; of: (level: Level) => number }) {
  const { t } = useWords();
  return (
    <div className="page-acts plan-levels" role="radiogroup" aria-label={t('level/title')}>
      {RISING.map((l) => <button key={l} className="plain" role="radio" aria-checked={l === level} onClick={() => onPick(l)}><LevelChip level={l} /> <span className="num dim">{t('plans/lines', { n: of(l) })}</span></button>)}
    </div>
  );
}
