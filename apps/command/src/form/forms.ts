import type { FormBody } from './document.js';
import { blank, blankTable, field, from, table } from './document.js';
import * as block from './blocks.js';
import type { FormRecords, Period, Reads, RecordKind } from './records.js';

/** A staff form: which records it reads, and what it says of them. A block no record fills is blank. */
export interface FormRule { form: string; zh: string; en: string; reads: readonly RecordKind[]; of(records: FormRecords, period: Period): FormBody }
const rule = <K extends RecordKind>(form: string, zh: string, en: string, reads: readonly K[], of: (r: Reads<K>, p: Period) => FormBody): FormRule => ({ form, zh, en, reads, of });
const share = (n: number, all: number): string => (all > 0 ? `${n}/${all} (${((100 * n) / all).toFixed(1)}%)` : `${n}/${all}`);
const REQUEST = [['quantity', '数量', 'Quantity'], ['item', '内容', 'Item'], ['where', '送往', 'To', 'area'], ['wanted', '要求时间', 'Requested', 'instant'], ['by', '申请人', 'Requested by', 'person'], ['status', '状态', 'Status'], ['from', '供应', 'Supplier']] as const;

export const FORM_RULES: readonly FormRule[] = [
  rule('201', '事件简报', 'Incident Briefing', ['seats', 'officers', 'lines', 'sets', 'resources', 'sitreps', 'changes'], (r) => {
    const last = r.sitreps.at(-1);
    return {
      fields: [
        block.name(r), block.number(r), field('3', '3. 启动时间', 'Date/time initiated', r.incident.openedAt, [from('incident', [r.incident])], 'instant'), blank('4', '4. 地图/示意图', 'Map/sketch'),
        field('5', '5. 情况摘要', 'Situation summary', last?.textZh, last ? [from('sitrep', [last])] : []), blank('5b', '安全与健康提示', 'Health and safety briefing'), block.prepared('6'), blank('7', '7. 当前与计划目标', 'Current and planned objectives'),
      ],
      tables: [block.changes(r, '5c', '响应等级', 'Response levels'), block.sets(r, '8', '已采取的行动', 'Actions taken'), block.seats(r, '9'), block.officers(r, '9b'), block.lines(r, '9c', '汇报关系', 'Reporting tree'), block.resources(r, '10', '资源摘要', 'Resource summary')],
    };
  }),
  rule('202', '事件目标', 'Incident Objectives', ['changes', 'warnings', 'work'], (r, p) => ({
    fields: [block.name(r), ...block.period(p), block.objectives(r, '3'), block.emphasis(r, '4'), blank('5', '5. 是否需要现场安全计划', 'Site safety plan required'), blank('6', '6. 行动计划组成', 'Incident action plan parts'), block.prepared('7'), block.signature('8', '指挥长批准（签名）', 'Approved by incident commander (signature)')],
    tables: [block.changes(r, '3b', '依据：响应等级与预案', 'Basis: levels and plans'), block.warnings(r, '4b', '态势：有效预警', 'Awareness: warnings in force')],
  })),
  rule('203', '组织任命名单', 'Organization Assignment List', ['seats', 'members', 'officers', 'lines'], (r, p) => ({
    fields: [block.name(r), ...block.period(p), blank('5', '5. 计划组', 'Planning section'), blank('6', '6. 后勤组', 'Logistics section'), blank('8', '8. 财务行政组', 'Finance/administration section'), block.prepared('9')],
    tables: [block.seats(r, '3'), block.officers(r, '3b'), block.members(r, '4'), block.lines(r, '7', '行动：汇报关系', 'Operations: reporting tree')],
  })),
  rule('204', '任务分配单', 'Assignment List', ['work', 'resources', 'lines'], (r, p) => ({
    fields: [block.name(r), ...block.period(p), blank('7', '7. 特别指示', 'Special instructions'), blank('8', '8. 通信', 'Communications'), block.prepared('9')],
    tables: [block.lines(r, '4', '行动人员', 'Operations personnel'), block.resources(r, '5', '分配的资源', 'Resources assigned'), block.work(r, '6', '工作任务', 'Work assignments')],
  })),
  rule('205', '通信计划', 'Radio Communications Plan', ['channels'], (r, p) => ({
    fields: [block.name(r), ...block.period(p, '3'), blank('5', '5. 特别指示', 'Special instructions'), block.prepared('6')],
    tables: [
      blankTable('4', '4. 无线电频道', 'Radio channels', [['zone', '区组', 'Zone group'], ['channel', '频道', 'Channel'], ['function', '用途', 'Function'], ['rx', '接收频率', 'RX frequency'], ['tx', '发射频率', 'TX frequency'], ['remarks', '备注', 'Remarks']]),
      table('4b', '叫应所用通道', 'Channels used by callouts', [['channel', '通道', 'Channel'], ['tries', '呼叫', 'Tries'], ['accepted', '已递交', 'Handed over'], ['answered', '已应答', 'Answered']], r.channels, (c) => [block.words(c.channel), c.tries, c.accepted, c.answered], [from('callout-attempt', r.channels.reduce((n, c) => n + c.tries, 0))]),
    ],
  })),
  rule('206', '医疗计划', 'Medical Plan', ['hospitals', 'figures'], (r, p) => ({
    fields: [block.name(r), ...block.period(p), block.casualties(r, '5b', '伤亡（死亡/失踪/受伤）', 'Casualties (dead/missing/injured)'), blank('6', '6. 特别医疗程序', 'Special medical emergency procedures'), block.prepared('7'), block.signature('8', '安全员批准（签名）', 'Approved by safety officer (signature)')],
    tables: [
      blankTable('3', '3. 医疗救助站', 'Medical aid stations', [['name', '名称', 'Name'], ['place', '位置', 'Location'], ['contact', '联系方式', 'Contact'], ['paramedics', '急救员', 'Paramedics on site']]),
      blankTable('4', '4. 转运', 'Transportation', [['service', '救护单位', 'Ambulance service'], ['place', '位置', 'Location'], ['contact', '联系方式', 'Contact'], ['level', '救护等级', 'Level of service']]),
      block.hospitals(r, '5'),
    ],
  })),
  rule('208', '安全信息', 'Safety Message/Plan', ['warnings'], (r, p) => ({
    fields: [block.name(r), ...block.period(p), blank('3', '3. 安全信息', 'Safety message'), blank('4', '4. 是否需要现场安全计划', 'Site safety plan required'), block.prepared('5')],
    tables: [block.warnings(r, '3b', '危险：有效预警', 'Hazards: warnings in force')],
  })),
  rule('209', '事件状态摘要', 'Incident Status Summary', ['figures', 'seats', 'sitreps', 'changes', 'warnings', 'claims', 'sets', 'resources'], (r, p) => {
    const { figures: f, incident } = r;
    const [last, commander] = [r.sitreps.at(-1), r.seats.find((s) => s.seat === 'commander')];
    const [atLevel, unaddressable] = [Object.entries(f.levels), r.sets.items.reduce((n, s) => n + s.unaddressable, 0)];
    const reported = last ? [from('sitrep', [last])] : [];
    const standing = f.orders.issued - f.orders.ended;
    const ground = f.measures.ground ?? 0;
    return {
      fields: [
        block.name(r), block.number(r), field('3', '3. 报告版本', 'Report version', last && `№ ${last.number} ${block.words(last.kind)}`, reported), field('4', '4. 指挥长', 'Incident commander', commander?.name, commander ? [from('seat-term', [commander])] : []),
        blank('5', '5. 指挥机构', 'Incident management organization'), field('6', '6. 开始时间', 'Start', incident.openedAt, [from('incident', [incident])], 'instant'),
        field('7', '7. 涉及范围', 'Area involved', incident.areas.join(' '), [from('incident', [incident])], 'area'), field('8', '8. 完成比例（已核验指令/未终止指令）', 'Percent completed (orders verified of those not ended)', share(f.orders.verified, standing), [from('order', f.orders.issued)]),
        blank('9', '9. 事件定义', 'Incident definition'), blank('10', '10. 复杂程度', 'Complexity level'), ...block.period(p, '11'), field('12', '12. 编制人', 'Prepared by', last?.author, reported, 'person'), field('13', '13. 报送时间', 'Submitted', last?.publishedAt, reported, 'instant'),
        field('14', '14. 批准人', 'Approved by', last?.approver, reported, 'person'), blank('15', '15. 报送去向', 'Sent to'), field('28', '28. 重要情况', 'Significant events', last?.textZh, reported), blank('29', '29. 主要危险物', 'Primary materials or hazards'),
        blank('30', '30. 损失评估', 'Damage assessment'), block.casualties(r, '31', '31. 公众伤亡（死亡/失踪/受伤）', 'Public casualties (dead/missing/injured)'), block.evacuated(r, '31b', '31. 转移安置：已转移/应转移，安置点内，拒绝转移', 'Public: moved/listed, in shelters, refusing'), blank('32', '32. 救援人员伤亡', 'Responder casualties'),
        field('34', '34. 生命安全威胁处置：管控措施 已完成/已下达或现场先行，已解除', 'Life safety threat management: measures done of those ordered or begun on the ground, lifted', `${f.measures.done}/${f.measures.ordered + ground}, ${f.measures.lifted}`, [from('order', f.measures.ordered), ...(ground > 0 ? [from('ground-measure', ground)] : [])]),
        field('35', '35. 天气：有效预警', 'Weather: warnings in force', Object.entries(f.warnings.byColour).map(([c, n]) => `${block.words(c)} ×${n}`).join(', ') || '无 none', [from('warning', f.warnings.active)]), blank('36', '36. 预计发展', 'Projected activity'), blank('37', '37. 战略目标', 'Strategic objectives'),
        field('38', '38. 当前响应等级', 'Response levels now', atLevel.map(([a, l]) => `${a}: ${l}`).join(', ') || '无 none', [from('level-change', r.changes)]),
        field('39', '39. 关键资源缺口：无人可接收的指令', 'Critical needs: orders nobody could receive', unaddressable, [from('order-set', r.sets.total)]), blank('40', '40. 战略讨论', 'Strategic discussion'), blank('41', '41. 下一周期行动', 'Planned actions'),
        blank('42', '42. 预计最终规模', 'Projected final size'), blank('43', '43. 预计结束', 'Anticipated completion'), field('44', '44. 撤收开始（结束时间）', 'Demobilization (closed at)', incident.closedAt, [from('incident', [incident])], 'instant'), blank('45', '45. 费用', 'Cost to date'), blank('47', '47. 备注', 'Remarks'),
      ],
      tables: [block.changes(r, '28b', '等级变化', 'Level changes'), block.warnings(r, '35b', '有效预警', 'Warnings in force'), block.claims(r, '30b'), block.resources(r, '49', '资源', 'Resources')],
    };
  }),
  rule('211', '报到登记表', 'Incident Check-In List', ['checkIns'], (r, p) => ({
    fields: [block.name(r), block.number(r), blank('3', '3. 报到地点', 'Check-in location'), ...block.period(p, '4'), block.prepared('6')],
    tables: [table('5', '5. 报到信息', 'Check-in information', [['name', '单位/岗位', 'Unit or post'], ['kind', '类别', 'Kind'], ['by', '报到人', 'Checked in', 'person'], ['area', '区域', 'Area', 'area'], ['occurred', '报到时间', 'Time', 'instant'], ['known', '获知时间', 'Known at', 'instant'], ['people', '人数', 'People'], ['travel', '交通方式', 'Travel method']],
      r.checkIns, (c) => [c.name, block.words(c.kind), c.by, c.area, c.occurred, c.known, null, null], [from('check-in', r.checkIns.total)])],
  })),
  rule('213', '一般讯息', 'General Message', ['messages'], (r, p) => ({
    fields: [block.name(r), ...block.period(p, '0'), blank('2', '2. 致', 'To'), blank('3', '3. 自', 'From'), blank('4', '4. 主题', 'Subject'), blank('5', '5. 日期', 'Date'), blank('6', '6. 时间', 'Time'), blank('7', '7. 讯息', 'Message'), block.signature('8', '批准（签名）', 'Approved by (signature)'), blank('9', '9. 答复', 'Reply'), block.signature('10', '答复人（签名）', 'Replied by (signature)')],
    tables: [block.messages(r, '7b')],
  })),
  rule('213RR', '资源申请', 'Resource Request Message', ['requests'], (r, p) => ({
    fields: [block.name(r), ...block.period(p), blank('3', '3. 申请编号', 'Request number'), blank('6', '6. 可替代品与来源', 'Suitable substitutes'), blank('8', '8. 优先级', 'Priority'), block.signature('9', '组长批准（签名）', 'Section chief approval (signature)'), blank('13', '13. 后勤备注', 'Logistics notes'), blank('18', '18. 财务意见', 'Finance comments')],
    tables: [table('4', '4. 申请内容：本周期向队伍、仓库下达的指令', 'Order: what was ordered of teams and depots in the period', REQUEST, r.requests, (x) => [block.quantity(x), `${block.measure(x.measure)}: ${x.textZh}`, x.area, x.wanted, x.by, block.words(x.stage), x.name], [from('order', r.requests.items)])],
  })),
  rule('214', '活动日志', 'Activity Log', ['seats', 'log', 'counts'], (r, p) => ({
    fields: [block.name(r), ...block.period(p), blank('3', '3. 姓名', 'Name'), blank('4', '4. 职务', 'ICS position'), blank('5', '5. 所属单位', 'Home agency'), block.prepared('8')],
    tables: [
      block.seats(r, '6'),
      table('7', '7. 活动', 'Activity log', [['at', '时间', 'Time', 'instant'], ['type', '活动', 'Activity', 'event'], ['actor', '谁', 'Who', 'person'], ['text', '内容', 'Content'], ['entry', '条目', 'Entry'], ['corrects', '更正条目', 'Corrects entry']], r.log, (l) => [l.at, l.type, l.actor, l.text, l.id, l.corrects], [from('entry', r.log.total)]),
      table('7b', '逐条指令的记录（计数）', 'Records of single orders (counted)', [['type', '记录', 'Record', 'event'], ['n', '条数', 'Number']], r.counts, (c) => [c.type, c.n], [from('order-fact', r.counts.reduce((n, c) => n + c.n, 0))]),
    ],
  })),
  rule('215', '行动计划工作表', 'Operational Planning Worksheet', ['work', 'resources'], (r, p) => ({
    fields: [block.name(r), ...block.period(p), blank('7', '7. 指挥人员岗位', 'Overhead positions'), blank('8', '8. 特种装备', 'Special equipment and supplies'), blank('9', '9. 集结地点', 'Reporting location'), block.prepared('14')],
    tables: [block.work(r, '5', '工作任务（已有）', 'Work assignments (have)'), block.resources(r, '6', '资源（申请与到位）', 'Resources (requested and have)'), blankTable('6b', '仍需资源', 'Resources needed', [['kind', '类别', 'Kind'], ['required', '需要', 'Required'], ['have', '已有', 'Have'], ['need', '缺', 'Need']])],
  })),
];
export const formRule = (form: string): FormRule => FORM_RULES.find((f) => f.form === form)!;
