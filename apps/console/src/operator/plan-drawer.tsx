import { Drawer } from 'antd';
import type { LevelPreview, RankedPlan } from '@xunling/contracts/classes';
import { levelOver, type DecisionFact } from '@xunling/picture';
import { useNames, usePeople } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { LevelChip } from '../look/glyphs.js';
import { useSigners } from '../api/signers.js';
import { signersOf } from '../view/signers.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { SayCondition } from './say-condition.js';
import { Seen } from './seen.js';

interface Props { /** Whether the person decides here. */ may: boolean; open: boolean; onClose: () => void; plan: RankedPlan; fact: DecisionFact; preview: LevelPreview | undefined }

/** One proposed plan in full: why it ranks where it does, what it would send to each street, who signs and whose signature is missing. */
export function PlanDrawer({ may, open, onClose, plan, fact, preview }: Props) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const { signers: needed } = useSigners();
  const signers = picture ? signersOf(picture, fact, needed[plan.level] ?? []) : [];
  const people = usePeople(signers.flatMap((s) => (s.userId ? [s.userId] : [])));
  const streets = preview ? [...new Set([...preview.perArea.map((a) => a.area), ...preview.inForce, ...preview.unaddressable.map((u) => u.area.slice(0, 9))])].sort() : [];
  const none = (street: string): number => preview!.unaddressable.filter((u) => u.area.startsWith(street)).length;
  const conditions = (of: RankedPlan['met'], className: string) => <span className="conds" style={{ fontSize: 13 }}>{of.length === 0 ? t('decision/noReasons') : of.map((c) => <span className={className} key={c.code}>{zh ? c.zh : c.en}<Seen of={c} />{c.person && <SayCondition of={c} areas={fact.areas} may={may} />}</span>)}</span>;
  return (
    <Drawer open={open} onClose={onClose} size={560} destroyOnHidden title={<span><span className={`chip l-${plan.level}`}>{t(`level/${plan.level}`)}</span> {(zh ? plan.name : plan.nameEn) ?? plan.name}</span>}>
      <p className="dim num">{t('decision/version', { version: plan.planVersion })} · {t('decision/score', { n: Math.round(plan.score) })}</p>
      <h3 className="section">{t('decision/met')} <span className="num">{plan.met.length}</span></h3>{conditions(plan.met, 'yes')}
      <h3 className="section">{t('decision/unmet')} <span className="num">{plan.unmet.length}</span></h3>{conditions(plan.unmet, 'no')}
      {plan.unknown && <><h3 className="section">{t('decision/unknown')} <span className="num">{plan.unknown.length}</span></h3>{conditions(plan.unknown, 'unsure')}</>}
      <h3 className="section">{t('decision/perStreet')}</h3>
      {!preview ? <p className="dim">{t('decision/previewing')}</p> : (
        <>
          <table className="table">
            <thead><tr><th scope="col">{t('decision/street')}</th><th scope="col">{t('decision/now')}</th><th scope="col">{t('decision/orders')}</th><th scope="col">{t('decision/noneCan')}</th></tr></thead>
            <tbody>
              {streets.map((street) => (
                <tr key={street}>
                  <td>{names.area(street)}</td>
                  <td><LevelChip level={picture ? levelOver(picture, street)?.level : undefined} /></td>
                  <td className="num">{preview.inForce.includes(street) ? <span className="dim">{t('decision/already')}</span> : <b>{preview.perArea.find((a) => a.area === street)?.orders ?? 0}</b>}</td>
                  <td className={`num ${none(street) > 0 ? 'over' : 'dim'}`}>{none(street) > 0 ? `▲ ${none(street)}` : '0'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {preview.orders > 0 && <p><b>{t('decision/preview', { posts: preview.posts, orders: preview.orders, none: preview.unaddressable.length })}</b></p>}
          {preview.asOf && <p className="dim num" style={{ fontSize: 12 }}>{t('decision/asOf', { time: clockTime(preview.asOf.at) })}</p>}
        </>
      )}
      <h3 className="section">{t('decision/signers')}</h3>
      <p className="dim" style={{ fontSize: 12 }}>{t(signers.length > 1 ? 'decision/signAll' : 'decision/signOne')}</p>
      <table className="table"><tbody>
        {signers.map((s) => (
          <tr key={s.as}><td>{t(`decision/seat_${s.as}`)}</td><td>{s.userId ? people(s.userId) : t('decision/noHolder')}</td><td className={s.signedAt ? 'num' : 'over'}>{s.signedAt ? `✓ ${clockTime(s.signedAt)}` : `○ ${t('decision/unsigned')}`}</td></tr>
        ))}
      </tbody></table>
    </Drawer>
  );
}
