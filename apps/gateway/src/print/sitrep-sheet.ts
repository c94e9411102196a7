import { STAGES } from '@xunling/contracts';
import type { SitrepView } from '@xunling/contracts/classes';
import type { Names } from './form-sheet.js';
import type { Block, Sheet } from './sheet.js';
import { COLOUR, DRAFT, EXERCISE, KIND, LEVEL, moment, STAGE } from './words.js';

/** What command counts, as a report keeps it. */
interface Figures {
  levels: Record<string, string>; warnings: { byColour: Record<string, number> }; decisions: { open: number; raised: number; held: number }; orders: Record<string, number>; measures: { ordered: number; ground?: number; done: number; lifted: number };
  perStreet: Record<string, { issued: number; reported: number; verified: number }>; casualties?: { dead: number; missing: number; injured: number }; evacuation?: { planned: number; moved: number; sheltered: number; refused: number };
  claims?: { subject: string; disputed: boolean; values: { value: string; source: string }[]; settled?: string }[]; sources: { counted: string[]; silent: string[] };
}

const streetName = (token: string, zone: string, names: Names): string => (token === '000' ? names.area(zone) : names.area(`${zone}${token}`));

/** A situation report as a sheet: its frozen figures, its words, its hash; a draft says that it is one. */
export function sitrepSheet(r: SitrepView, zone: string, names: Names, exercise: boolean): Sheet {
  const f = r.figures as Figures;
  const kind = KIND[r.kind] ?? { zh: r.kind, en: r.kind };
  const banner = [...(exercise ? [EXERCISE] : []), ...(r.state === 'published' ? [] : [DRAFT])].join(' · ');
  return {
    no: `№ ${r.number}`, title: { zh: `情况报告 · ${kind.zh}${r.corrects ? '（更正）' : ''}`, en: `Situation report · ${kind.en}${r.corrects ? ' (correction)' : ''}` },
    head: [`数据截至 as of ${moment(r.asOf)}`, '北京时间 UTC+8'], ...(banner ? { banner } : {}), blocks: blocksOf(r, f, zone, names),
    foot: `${r.hash ? `SHA-256 ${r.hash}` : `数据 figures SHA-256 ${r.figuresHash}`}`, at: new Date(r.publishedAt ?? r.submittedAt ?? r.createdAt),
  };
}

function blocksOf(r: SitrepView, f: Figures, zone: string, names: Names): Block[] {
  const silent = f.sources.silent.map((s) => streetName(s, zone, names)).join('、');
  const figures: [string, string, string | number][] = [
    ['响应等级', 'levels', Object.entries(f.levels).map(([area, level]) => `${names.area(area)} ${LEVEL[level] ?? level}`).join('；') || '无 none'],
    ['生效预警', 'warnings in force', Object.entries(f.warnings.byColour).map(([c, n]) => `${COLOUR[c] ?? c} × ${n}`).join('；') || '无 none'],
    ['决策：待定 / 启动 / 暂不启动', 'decisions: open / raised / held', `${f.decisions.open} / ${f.decisions.raised} / ${f.decisions.held}`],
    ...[...STAGES, 'ended'].map((s): [string, string, number] => [`指令${STAGE[s]!.zh}`, `orders ${STAGE[s]!.en}`, f.orders[s] ?? 0]),
    ['管控措施：下达 / 现场先行 / 已执行 / 已解除', 'measures: ordered / begun on the ground / done / lifted', `${f.measures.ordered} / ${f.measures.ground ?? 0} / ${f.measures.done} / ${f.measures.lifted}`],
    ...(f.evacuation ? ([['转移：应转移 / 已转移 / 安置点内 / 拒绝', 'evacuation: listed / moved / in shelters / refusing', `${f.evacuation.planned} / ${f.evacuation.moved} / ${f.evacuation.sheltered} / ${f.evacuation.refused}`]] as [string, string, string][]) : []),
    ...(f.casualties ? ([['因灾死亡 / 失踪 / 受伤', 'dead / missing / injured', `${f.casualties.dead} / ${f.casualties.missing} / ${f.casualties.injured}`]] as [string, string, string][]) : []),
    ['计入来源', 'sources counted', f.sources.counted.length],
    ['一小时无消息的来源', 'sources silent for an hour', silent || '无 none'],
  ];
  return [
    { kind: 'fields', fields: [
      { zh: '起草', en: 'author', value: names.person(r.author) }, r.approver ? { zh: '审定', en: 'approved by', value: names.person(r.approver) } : { zh: '审定', en: 'approved by' },
      r.publishedAt ? { zh: '发布', en: 'published', value: moment(r.publishedAt) } : { zh: '发布', en: 'published' }, { zh: '事件编号', en: 'incident', value: r.incidentId },
    ] },
    { kind: 'text', title: { zh: '正文', en: 'Text' }, text: [r.textZh || '无正文 no text', ...(r.textEn ? [r.textEn] : [])].join('\n') },
    ...(r.explanation ? [{ kind: 'text' as const, title: { zh: '变动说明', en: 'What moved, and why' }, text: r.explanation }] : []),
    { kind: 'fields', fields: figures.map(([zh, en, value]) => ({ zh, en, value: String(value) })) },
    { kind: 'table', title: { zh: '各街道指令', en: 'Orders by sub-district' }, columns: [{ zh: '街道', en: 'sub-district' }, STAGE['issued']!, STAGE['reported']!, STAGE['verified']!], rows: Object.entries(f.perStreet).map(([s, n]) => [streetName(s, zone, names), String(n.issued), String(n.reported), String(n.verified)]), blank: false, more: 0 },
    ...(f.claims && f.claims.length > 0 ? [{ kind: 'table' as const, title: { zh: '来源说法', en: 'What sources say' }, columns: [{ zh: '事项', en: 'subject' }, { zh: '说法', en: 'said' }, { zh: '状态', en: 'state' }], rows: f.claims.map((c) => [c.subject, c.settled ?? c.values.map((v) => `${v.value}（${v.source}）`).join(' / '), c.disputed ? '有争议 disputed' : '']), blank: false, more: 0 }] : []),
  ];
}
