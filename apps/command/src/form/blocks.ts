import { MEASURE_WORDS, type Measure } from '@xunling/contracts';
import type { FormField, FormTable } from '@xunling/contracts/classes';
import { blank, field, from, table, type Column } from './document.js';
import type { Period, Reads, ResourceRecord } from './records.js';

/** Blocks that several forms have. */
const WORDS: Record<string, string> = {
  team: '队伍 team', depot: '仓库 depot', post: '岗位 post', level: '按等级下达 by level', single: '单条 single', area: '按区域 by area', lift: '解除 lift', part: '分解 part',
  commander: '指挥长 commander', deputy: '副指挥长 deputy', INITIAL: '初报 initial', FOLLOW_UP: '续报 update', FINAL: '核报 final', BLUE: '蓝色 blue', YELLOW: '黄色 yellow', ORANGE: '橙色 orange', RED: '红色 red',
  issued: '已下达 issued', delivered: '已送达 delivered', acknowledged: '已签收 acknowledged', executing: '执行中 executing', reported: '已反馈 reported', verified: '已核验 verified', ended: '已终止 ended', none: '解除 none',
  SUBDISTRICT: '街道 sub-district', COMMUNITY: '社区 community', POLICE: '公安 police', TRAFFIC_POLICE: '交警 traffic police', URBAN_MGMT: '城管 urban management', RESCUE: '救援 rescue', HEALTH: '卫健 health', FIRE_RESCUE: '消防救援 fire and rescue', UTILITIES: '水电气热与通信 utilities', OTHER: '其他 other',
  attention: '报值班员 attention', notice: '公告 notice', callout: '叫应 callout',
  'on-screen': '屏幕 on screen', webhook: 'webhook', mail: '邮件 mail', sms: '短信 sms', voice: '电话 voice',
};
/** A code in both languages; one that has no words stays as it is. */
export const words = (code: string): string => WORDS[code] ?? code;
export const measure = (code: string): string => { const w = MEASURE_WORDS[code as Measure]; return w ? `${w.zh} ${w.en}` : code; };
export const level = (code: string): string => (code === 'none' ? words(code) : `${code}级 level ${code}`);

export const quantity = (x: ResourceRecord): string => (x.quantity === null ? '' : `${x.quantity} ${x.unit ?? ''}`.trim());

export const name = ({ incident }: Reads<never>, no = '1'): FormField => field(no, `${no}. 事件名称`, 'Incident name', incident.name, [from('incident', [incident])]);
export const number = ({ incident }: Reads<never>, no = '2'): FormField => field(no, `${no}. 事件编号`, 'Incident number', incident.id, [from('incident', [incident])]);
export const period = ({ from: begin, to }: Period, no = '2'): FormField[] => [field(`${no}a`, `${no}. 行动周期 自`, 'Operational period from', begin, [from('period', 1)], 'instant'), field(`${no}b`, '至', 'to', to, [from('period', 1)], 'instant')];
/** Whoever renders a form has not signed it. */
export const signature = (no: string, zh: string, en: string): FormField => blank(no, `${no}. ${zh}`, en);
export const prepared = (no: string): FormField => signature(no, '编制人（签名）', 'Prepared by (signature)');

const NAMED: Column[] = [['seat', '席位', 'Position'], ['name', '姓名', 'Name'], ['since', '自', 'Since', 'instant']];
export const seats = (r: Reads<'seats'>, no: string): FormTable => table(no, `${no}. 指挥席位`, 'Command posts', NAMED, r.seats, (s) => [words(s.seat), s.name, s.since], [from('seat-term', r.seats)]);
/** They sit with the command and stand under nobody of it. */
export const members = (r: Reads<'members'>, no: string): FormTable => table(no, `${no}. 机构代表（联合指挥成员）`, 'Agency representatives (joint members)', [['unit', '单位', 'Agency'], ['kind', '类别', 'Kind'], ['name', '姓名', 'Name'], ['since', '自', 'Since', 'instant']],
  r.members, (m) => [m.unit, words(m.kind), m.name, m.since], [from('joint-member', r.members)]);
export const officers = (r: Reads<'officers'>, no: string): FormTable => table(no, '值班表', 'Duty roster', [['place', '次序', 'Order'], ['name', '姓名', 'Name'], ['from', '自', 'From', 'instant'], ['until', '至', 'Until', 'instant']],
  r.officers, (o) => [o.place === 1 ? '值班员 duty officer' : `第${o.place - 1}替补 alternate ${o.place - 1}`, o.name, o.from, o.until], [from('roster', [...new Set(r.officers.map((o) => o.rosterId))].map((id) => ({ id })))]);
export const lines = (r: Reads<'lines'>, no: string, zh: string, en: string): FormTable => table(no, `${no}. ${zh}`, en, [['who', '单位/岗位', 'Unit or post'], ['to', '上级', 'Reports to'], ['since', '自', 'Since', 'instant'], ['override', '超限理由', 'Override reason']],
  r.lines, (l) => [l.who, l.to, l.since, l.override], [from('reporting-line', r.lines)]);
export const sets = (r: Reads<'sets'>, no: string, zh: string, en: string): FormTable => table(no, `${no}. ${zh}`, en, [['at', '时间', 'Time', 'instant'], ['kind', '方式', 'Kind'], ['level', '等级', 'Level'], ['plan', '预案版本', 'Plan version'], ['orders', '指令数', 'Orders'], ['nobody', '无人可收', 'Nobody to receive'], ['by', '下达人', 'By', 'person']],
  r.sets, (s) => [s.at, words(s.kind), s.level && level(s.level), s.planVersion, s.orders, s.unaddressable, s.by], [from('order-set', r.sets.total)]);
export const resources = (r: Reads<'resources'>, no: string, zh: string, en: string): FormTable => table(no, `${no}. ${zh}`, en,
  [['kind', '类别', 'Kind'], ['name', '名称', 'Identifier'], ['area', '区域', 'Area', 'area'], ['task', '任务', 'Task'], ['quantity', '数量', 'Quantity'], ['at', '下达', 'Ordered', 'instant'], ['wanted', '要求到位', 'Wanted by', 'instant'], ['stage', '状态', 'Status']],
  r.resources, (x) => [words(x.kind), x.name, x.area, measure(x.measure), quantity(x), x.at, x.wanted, words(x.stage)], [from('order', r.resources.items)]);
export const work = (r: Reads<'work'>, no: string, zh: string, en: string): FormTable => table(no, `${no}. ${zh}`, en,
  [['street', '街道', 'Sub-district', 'area'], ['kind', '对象', 'To'], ['force', '力量', 'Force'], ['measure', '任务', 'Assignment'], ['orders', '指令', 'Orders'], ['executing', '执行', 'Executing'], ['reported', '反馈', 'Reported'], ['verified', '核验', 'Verified'], ['ended', '终止', 'Ended']],
  r.work, (w) => [w.street === '000' ? r.incident.zone : `${r.incident.zone}${w.street}`, words(w.kind), w.force && words(w.force), measure(w.measure), w.orders, w.executing, w.reported, w.verified, w.ended], [from('order', r.work.items.reduce((n, w) => n + w.orders, 0))]);
export const warnings = (r: Reads<'warnings'>, no: string, zh: string, en: string): FormTable => table(no, `${no}. ${zh}`, en, [['colour', '颜色', 'Colour'], ['headline', '标题', 'Headline'], ['issuer', '发布单位', 'Issuer'], ['expires', '有效至', 'Expires', 'instant']],
  r.warnings, (w) => [words(w.colour), w.headline, w.issuer, w.expiresAt], [from('warning', r.warnings)]);
export const changes = (r: Reads<'changes'>, no: string, zh: string, en: string): FormTable => table(no, `${no}. ${zh}`, en, [['at', '时间', 'Time', 'instant'], ['level', '等级', 'Level'], ['areas', '区域', 'Areas', 'area'], ['plan', '预案版本', 'Plan version'], ['reason', '理由', 'Reason'], ['signers', '签署', 'Signed by', 'person']],
  r.changes, (c) => [c.at, level(c.level), c.areas.join(' '), c.planVersion, c.reason, c.signers.join(' ')], [from('level-change', r.changes)]);
export const claims = (r: Reads<'claims'>, no: string): FormTable => table(no, `${no}. 来源说法`, 'What sources say', [['subject', '事项', 'Subject'], ['value', '说法', 'Value'], ['source', '来源', 'Source'], ['state', '状态', 'State']],
  r.claims.flatMap((s) => s.claims.map((c) => ({ ...c, subject: s.subject, state: s.settled?.claimId === c.id && !s.disputed ? '已裁定 settled' : s.disputed ? '有争议 disputed' : '' }))), (c) => [c.subject, c.value, c.source, c.state], [from('claim', r.claims.flatMap((s) => s.claims))]);

/** No record is not nobody: without any the block stays blank. */
export function casualties({ figures: { casualties: c } }: Reads<'figures'>, key: string, zh: string, en: string): FormField {
  const people = c ? c.dead + c.missing + c.injured : 0;
  return field(key, zh, en, people > 0 ? `${c!.dead}/${c!.missing}/${c!.injured}` : null, [from('casualty', people)]);
}

/** People of the ledgers; without an evacuation the block stays blank. */
export const evacuated = ({ figures: { evacuation: e } }: Reads<'figures'>, key: string, zh: string, en: string): FormField =>
  field(key, zh, en, e ? `${e.moved}/${e.planned}, ${e.sheltered}, ${e.refused}` : null, [from('evacuation', e?.planned ?? 0)]);

/** What the orders of the incident are for: each measure with how many were ordered, most first. Nobody wrote them as objectives, so each says it is counted. */
export function objectives(r: Reads<'work'>, no: string): FormField {
  const byMeasure = new Map<string, number>();
  for (const w of r.work.items) byMeasure.set(w.measure, (byMeasure.get(w.measure) ?? 0) + w.orders);
  const sorted = [...byMeasure].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return field(no, `${no}. 目标（按已下达指令）`, 'Objectives (as ordered)', sorted.map(([m, n]) => `${measure(m)} ×${n}`).join('; '), [from('order', sorted.reduce((n, [, k]) => n + k, 0))]);
}
/** Why the levels were moved, as their signers wrote it, newest first; a level raised on a warning has no words of its own. */
export function emphasis(r: Reads<'changes'>, no: string): FormField {
  const said = r.changes.filter((c) => c.reason !== null);
  return field(no, `${no}. 指挥重点（等级变更理由）`, 'Command emphasis (reasons of level changes)', said.map((c) => `${level(c.level)}: ${c.reason}`).join('; '), [from('level-change', said)]);
}
export const hospitals = (r: Reads<'hospitals'>, no: string): FormTable => table(no, `${no}. 医院（点位名册）`, 'Hospitals (site register)', [['name', '名称', 'Name'], ['address', '地址', 'Address', 'area'], ['contact', '责任单位', 'Answers for it'], ['minutes', '行程', 'Travel time'], ['trauma', '创伤中心', 'Trauma center']],
  r.hospitals, (h) => [h.name, h.area, h.owner, null, null], [from('site', r.hospitals)]);
const MESSAGE = [['at', '时间', 'Time', 'instant'], ['kind', '类别', 'Kind'], ['from', '自', 'From', 'person'], ['to', '致', 'To', 'person'], ['where', '致（区域）', 'To (area)', 'area'], ['text', '讯息', 'Message'], ['answered', '答复时间', 'Replied', 'instant'], ['by', '答复人', 'Replied by', 'person'], ['reply', '答复', 'Reply']] as const;
export const messages = (r: Reads<'messages'>, no: string): FormTable => table(no, '本周期讯息：报值班员、公告、叫应', 'Messages of the period: to the officer on duty, notices, callouts', MESSAGE,
  r.messages, (m) => [m.at, words(m.kind), m.sender, m.receiver, m.area, m.text, m.answered, m.by, m.reply], [from('message', r.messages.total)]);
