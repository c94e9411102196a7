/** 中文 first: the terms are the glossary's (domain.md A). */
export const zh = {
  app: { name: '汛令', full: '汛令 防汛指挥', zone: '郑州经开区（示例）', sample: '示例数据', pages: '页面', skip: '跳到主要内容' },
  sign: { in: '登录', out: '退出登录', user: '用户名', password: '密码', hint: '演示账户与密码在启动窗口中显示，如 duty1、commander、street-561。', busy: '正在登录…', slogan: '统一指挥 · 分工协作 · 责任清晰 · 运转高效' },
  stage: { issued: '下达', delivered: '送达', acknowledged: '签收', executing: '执行', reported: '反馈', verified: '核验' },
  notYet: { issued: '全部指令', delivered: '未送达', acknowledged: '未签收', executing: '未执行', reported: '未反馈', verified: '未核验' },
  late: { delivered: '送达超时', acknowledged: '签收超时', executing: '执行超时', reported: '反馈超时', verified: '核验超时', any: '超时', issued: '下达超时' },
  lane: { issued: '待送达', delivered: '待签收', acknowledged: '待执行', executing: '执行中', reported: '待核验', closed: '近一小时办结' },
  state: { issued: '已下达', delivered: '已送达', acknowledged: '已签收', executing: '执行中', reported: '已反馈', verified: '已核验', withdrawn: '已撤回', superseded: '已被替代' },
  item: { open: '待签收', acknowledged: '已签收', executing: '执行中', reported: '待核验', returned: '已退回', verified: '已核验', ended: '已结束' },
  measure: { CLOSE: '关闭', SUSPEND: '停止', SEAL: '封控', EVACUATE: '撤离', LOWER_WATER: '降水位', DISMANTLE: '拆除', ON_POST: '到岗', PATROL: '巡查', MUSTER: '集结', PREPOSITION: '预置', LIFT: '解除' },
  force: { SUBDISTRICT: '办事处', COMMUNITY: '村社区', POLICE: '公安', TRAFFIC_POLICE: '交警', URBAN_MGMT: '城管', RESCUE: '应急救援' },
  colour: { BLUE: '蓝色', YELLOW: '黄色', ORANGE: '橙色', RED: '红色' },
  hazard: { RAINSTORM: '暴雨', other: '其他' },
  level: { title: '响应等级', I: 'Ⅰ级', II: 'Ⅱ级', III: 'Ⅲ级', IV: 'Ⅳ级', none: '未启动', for: '已持续 {{span}}' },
  top: {
    lagOpen: '查看预警→响应明细', drill: '演练', drillMore: '本页事件均为演练，不对外发布。',
    warnings: '预警', none: '无生效预警', left: '剩余 {{span}}', more: '另 {{n}} 条', lag: '预警→响应', lagNone: '无待响应预警', lagRunning: '计时中', lagDone: '已响应', time: '北京时间', asOf: '数据截至', live: '实时',
    link: '链路', fed: '数据正常', impaired: '服务中断：{{names}}', down: '中断', unknown: '未知', heard: '最近事件 {{time}}', never: '尚无事件', incident: '事件', theme: '切换深浅色', language: 'English', zoneAll: '全区', backToZone: '返回全区',
  },
  link: {
    connecting: '正在连接…', loading: '正在读取态势…', lost: '连接中断，数据截至 {{time}}（{{age}}前）', lostMore: '数据不再更新；此期间不能下达、签署或撤回。正在自动重连。', retry: '立即重连', reloaded: '{{time}} 态势校验不一致，已从服务器重新读取。', resumed: '{{time}} 断线过久，服务器已无法续传，已重新读取全部态势。',
    forbidden: '无权查看该区域', forbiddenMore: '您的授权不包含该区域；请返回自己的区域，或向管理员申请。', failed: '无法读取态势', failedMore: '服务未答复。数据没有丢失，稍后自动重试。', unreachable: '服务未答复，暂时无法确认登录状态。', service: '服务 {{name}} 未运行：其数据可能滞后，已自动重启 {{n}} 次。', ended: '您的授权已变更，页面已停止更新。',
  },
  matrix: {
    title: '区域 × 环节', onTime: '按时 {{share}}', onTimeMore: '{{stage}}：按时 {{share}}（按时完成 ÷ 已到时限或已完成）', area: '区域', total: '指令', none: '无指令', overdue: '超时 {{n}}', expand: '展开 {{area}}', collapse: '收起 {{area}}', only: '只看 {{area}}',
    hint: '点击数字筛选全页；方向键移动，回车筛选。',
  },
  hint: { title: '目前没有指令', lead: '首次使用可按以下三步走一遍：', one: '推送一条预警：按 README 的示例向接入口提交 CAP 文件。', two: '右侧出现待决策事项：查看预案与理由，启动响应或暂不启动。', three: '指令下达后，此处逐环节显示进度；网格责任人在现场页面签收、到岗、反馈。' },
  board: {
    title: '指令', filter: '筛选', clear: '清除筛选', search: '岗位、区域或编号', empty: '无', emptyAll: '没有符合筛选的指令', only: '只看超时', over: '超时 {{span}}', left: '余 {{span}}', step: '已催办 {{n}} 级', told: '已报 {{who}}', via_deputy: 'B角代', via_superior: '上级代', returned: '退回：{{reason}}', vacant: '岗位空缺', open: '查看轨迹', count: '{{n}} 条',
    newest: '按剩余时间排序', called: '已再呼 {{n}} 次',
  },
  trace: {
    title: '指令轨迹', to: '责任岗位', area: '区域', measure: '措施', level: '等级', site: '点位', issued: '下达时间', stage: '环节', due: '时限', occurred: '发生', received: '收到', by: '经办', implied: '由后续环节推定', waiting: '等待', overdue: '超时', late: '逾期完成', events: '事件', text: '指令内容', loading: '正在读取轨迹…',
    system: '系统', remind: '再次呼叫', remindEffect: '再次呼叫 {{who}}：其现场页面立即显示催促，并记录在案；时限不变。', remindDone: '已再次呼叫', called: '已再次呼叫 {{n}} 次，最近 {{time}}', escalate: '升级催办', escalateEffect: '立即告知上一级（第 {{n}} 级），记录您的姓名与原因；无人应答时系统继续逐级上报。', escalateDone: '已升级催办至第 {{n}} 级', told: '已报 {{who}}（第 {{n}} 级）',
    giveBack: '退回', giveBackEffect: '反馈不予通过：退回 {{who}} 重做，原因会显示在其现场页面。', giveBackDone: '已退回', giveBackReason: '退回原因', ownWork: '下达人、执行人不能退回自己的指令', actReason: '升级原因', acts: '操作', noCut: '连接中断，暂不能操作',
    withdraw: '撤回指令', withdrawEffect: '撤回后该指令停止计时，责任岗位将看到“已撤回”。已发生的环节保留在案。', reason: '撤回原因', withdrawn: '已撤回', sending: '发送中…', cancel: '返回', deputyNote: '由登记的B角接收', superiorNote: '岗位空缺，由上级岗位接收',
  },
  decision: {
    title: '待决策', none: '没有待决策事项', noneMore: '红色、橙色预警会在此出现，15分钟内须启动响应或说明暂不启动。', owner: '当前负责人', left: '剩余', over: '已超时', hops: '流转 {{n}} 次', chainEnd: '全部替补均未应答', plans: '建议预案', score: '{{n}} 分', met: '满足', unmet: '不满足', level: '启动等级', areas: '范围',
    preview: '将向 {{posts}} 个岗位下达 {{orders}} 条指令，{{none}} 条无人可接', supersedes: '替代低等级未反馈任务 {{n}} 条', allInForce: '{{n}} 个街道均已在{{level}}或以上，无新指令可下达', allInForceMore: '可改选更高等级，或签署“暂不启动”。', someInForce: '其中 {{n}} 个街道已在该等级或以上，不再下达', inForce: '{{level}}已在全部范围生效', openPlan: '预案详情：理由 · 分街道测算 · 签署', plan: '预案', perStreet: '分街道测算', street: '街道', now: '现等级', orders: '指令', noneCan: '无人可接', already: '已在该等级或以上', signers: '签署', signAll: '须两人分别签署，先后不限', signOne: '值班员或席位持有人一人签署', unsigned: '未签', noHolder: '席位空缺', noReasons: '无', version: '版本 {{version}}', previewing: '正在测算…', asOf: '测算截至 {{time}}', unaddressable: '查看无人可接的 {{n}} 条',
    raise: '启动{{level}}响应：下达 {{orders}} 条指令', propose: '提请启动{{level}}响应（待签署）', confirm: '签署{{level}}响应：下达 {{orders}} 条指令', signed: '已签署', awaiting: '待签署：{{who}}', hold: '暂不启动…', holdTitle: '暂不启动：须说明理由并约定复核时间', holdDo: '签署“暂不启动”，{{time}} 复核', reason: '理由', review: '复核时间', cancel: '返回',
    sending: '发送中…', sent: '已提交，等待回执', by_signatures: '签署', seat_commander: '指挥长', seat_deputy: '副指挥长', 'seat_duty-officer': '值班员', notYou: '当前由 {{name}} 负责；您可查看。', raised: '已启动{{level}}响应', held: '已决定暂不启动', lapsed: '预警结束，决策失效', minutes: '{{n}} 分钟后',
    hop: { silent: '超时未应答', 'awaiting-signature': '待签署', 'signer-silent': '签署人未应答', 'off-duty': '不在值', 'chain-exhausted': '替补已尽', 'warning-upgraded': '预警升级' },
  },
  attention: { title: '须人工核实', quarantined: '有一条真实预警被拒收，未生效：请立即向发布单位核实', why: '{{time}} 拒收原因：{{reason}}', reason: { xml: '不是可安全读取的 XML', schema: '报文缺项或格式不符', cap: '不是 CAP 1.2 报文', area: '影响区域无法识别', references: '引用的报文有误', other: '报文有误' }, ack: '已核实…', note: '核实情况', done: '记录核实结果' },
  feed: { title: '事件', empty: '还没有事件', n: '×{{n}}', street: '区级' },
  lag: {
    title: '预警→响应时长', good: '今日良好做法 {{from}}–{{to}} 分钟；郑州“7·20”历时 {{zz}} 分钟。', p50: '中位数', p95: '95 分位', season: '汛期', street: '街道', count: '次数', none: '还没有由预警启动的响应', warning: '预警与等级', received: '收到预警', decided: '作出决定', first: '首条指令', acknowledged: '末位签收', verified: '末项核验', lag: '时长', open: '未完', minutes: '{{n}} 分钟', over: '超过 {{to}} 分钟',
  },
  divide: { parts: '分解', partsOf: '已分解为 {{n}} 份，进度由各份汇总', whole: '上级指令', open: '分解到岗位…', effect: '分解后将下达 {{n}} 条指令；本指令的执行、反馈、核验以各份汇总为准。', quantity: '数量', remove: '删去这一份', add: '再加一份', even: '已分完', left: '还差 {{n}} {{unit}}', send: '分解并下达 {{n}} 条' },
  issue: {
    title: '下达指令', open: '下达指令', measure: '措施', to: '下达给', toHint: '按岗位、队伍、仓库或区域名称查找', place: '地点', site: '点位（可不选）', siteHint: '不针对具体点位', quantity: '数量（可不填）', unit: '单位，如 户、袋', text: '指令内容', textHint: '不填则用标准用语', vacant: '空缺', send: '向{{to}}下达“{{measure}}”', pick: '请选择下达对象', sent: '已下达给{{to}}',
    'why_two-places': '同一岗位或队伍不能同时在两处', why_opposite: '一方关闭、另一方解除同一点位', superior: '须由双方的共同上级决定。', mayOverride: '您是双方的共同上级：说明理由后可用本指令取代。', overrideReason: '取代理由（将告知被取代方）', override: '撤回上述指令，以本指令取代',
  },
  standDown: {
    title: '解除清单', inForce: '仍在生效', measures: '在控措施', n_measures: '在控措施', n_lifting: '其中解除中', n_levels: '响应中的街道', n_warnings: '生效预警', n_decisions: '待决策', rule: '降低或结束响应不会自动解除任何措施；每项措施须有各自的解除指令，经他人核验后才算解除。', until: '至 {{time}}',
    none: '没有仍在生效的措施', more: '再显示 {{n}} 项', pick: '勾选已完成的措施，逐项下达解除指令。', effect: '将向原执行岗位下达 {{n}} 条解除指令；每项措施在其解除经核验前仍在生效。', reason: '解除理由', lift: '下达 {{n}} 条解除指令', sent: '已下达 {{n}} 条解除指令', nobody: '{{n}} 项无人可接，未下达。',
    all: '全选可解除的', one: '选择 {{what}}', measure: '措施', place: '地点', who: '执行岗位', since: '下达', state: '状态', lifting: '解除', withdraw: '未完成：在指令卡撤回', noLift: '未下达',
    close: '宣布解除', notEmpty: '尚不能解除：措施 {{measures}} 项、响应中的街道 {{levels}} 个、生效预警 {{warnings}} 条、待决策 {{decisions}} 项。', empty: '清单已空，可以宣布解除。', closeReason: '解除说明', closeDo: '结束本次事件', commander: '由指挥长宣布。',
  },
  closures: { title: '关停封撤', empty: '没有点位管控', lifting: '解除中', ordered: '未关闭', executed: '已执行·待核验', verified: '已核验', site: '点位' },
  event: {
    'feed.alert.received': '收到预警', 'feed.alert.quarantined': '预警被隔离', 'command.incident.opened': '事件开启', 'command.incident.closed': '事件关闭',
    'command.warning.issued': '预警发布', 'command.warning.continued': '继续发布', 'command.warning.upgraded': '预警升级', 'command.warning.downgraded': '预警降级', 'command.warning.lifted': '预警解除', 'command.warning.expired': '预警到期', 'command.warning.recorded': '预警存档',
    'command.decision.opened': '待决策', 'command.decision.passed': '决策流转', 'command.decision.proposed': '提请启动', 'command.decision.signed': '签署', 'command.decision.raised': '决定启动', 'command.decision.held': '决定暂不启动', 'command.decision.lapsed': '决策失效',
    'command.level.raised': '启动响应', 'command.level.lowered': '降低响应', 'command.set.issued': '下达指令组', 'command.order.issued': '下达指令', 'grid.duty.opened': '任务送达', 'rescue.mission.opened': '抢险送达', 'supplies.requisition.opened': '物资送达', 'command.order.withdrawn': '撤回指令', 'command.order.lifted': '管控解除', 'command.order.overridden': '指令被上级取代', 'command.order.divided': '指令分解', 'command.order.rolled-up': '分解汇总', 'command.order.overdue': '环节超时', 'command.order.escalated': '催办升级', 'command.order.reminded': '再次呼叫',
    'command.attention.opened': '须人工核实', 'command.attention.closed': '核实完毕',
    'grid.duty.acknowledged': '任务签收', 'grid.duty.checked-in': '到岗', 'grid.duty.started': '开始执行', 'grid.duty.reported': '任务反馈', 'grid.duty.verified': '任务核验', 'grid.duty.returned': '任务退回', 'grid.duty.ended': '任务结束', 'grid.duty.answered-late': '结束后答复',
    'grid.measure.executed': '管控已执行', 'grid.measure.verified': '管控已核验',
    'rescue.mission.acknowledged': '抢险签收', 'rescue.mission.checked-in': '抢险到场', 'rescue.mission.started': '抢险出动', 'rescue.mission.reported': '抢险反馈', 'rescue.mission.verified': '抢险核验', 'rescue.mission.returned': '抢险退回', 'rescue.mission.ended': '抢险结束', 'rescue.mission.answered-late': '结束后答复',
    'supplies.requisition.acknowledged': '物资签收', 'supplies.requisition.checked-in': '到库', 'supplies.requisition.started': '物资出库', 'supplies.requisition.reported': '物资反馈', 'supplies.requisition.verified': '物资核验', 'supplies.requisition.returned': '物资退回', 'supplies.requisition.ended': '需求结束', 'supplies.requisition.answered-late': '结束后答复',
    refusal: '操作被拒绝', letter: '消息搁置',
  },
  field: {
    called: '指挥部 {{time}} 再次呼叫（第 {{n}} 次），请尽快处理',
    title: '现场', mine: '我的任务', verify: '待我核验', none: '目前没有任务', noneMore: '有新指令时会立即出现在这里。', current: '当前任务', others: '其他任务（{{n}}）', done: '已办结（{{n}}）', due: '{{stage}}时限 {{time}}', acknowledge: '签收', checkIn: '到岗', photo: '拍照并完成', finish: '完成', start: '开始执行', waitVerify: '已反馈，等待核验', sending: '发送中…', receipt: '{{verb}}：已收到回执 {{time}}', offline: '网络中断：未发送，未作任何更改。恢复后请再按一次。',
    noPosition: '无法取得位置，请选择原因后到岗', positionDenied: '未授权定位', positionNone: '室内或信号差', positionFail: '设备不支持定位', locating: '正在定位…', checkInWithout: '不带位置到岗', returnedBecause: '被退回：{{reason}}', evidence: '照片', take: '拍照或选择照片', retake: '重拍', shrinking: '正在压缩照片…', photoBad: '无法读取这张照片，请重拍。', confirm: '提交反馈', note: '备注（可不填）', doVerify: '核验通过', doReturn: '退回…', returnReason: '退回原因', returnDo: '退回并要求重做', reporter: '反馈人', verifyNone: '没有待核验的任务', verifyNoneMore: '反馈提交后会出现在这里；不能核验自己的工作。', reload: '重新读取', verb: { acknowledge: '签收', 'check-in': '到岗', start: '开始执行', execute: '反馈', verify: '核验', return: '退回' }, failed: '未完成：{{why}}', kept: '您的内容仍保留，可更正后重发。', nextNow: '现在可以：{{verbs}}', expand: '展开', overdue: '超时', ops: '指挥页面', stale: '连接中断，列表可能不是最新',
  },
  error: { title: '未完成', field: '{{path}}：{{message}}', state: '当前状态：{{state}}', unknown: '发生未知错误', again: '重试', page: '页面出错', pageMore: '数据未受影响。请重新读取页面；若再次出现，请告知管理员。', notFound: '没有这个页面', home: '回到首页' },
  command: { open: '命令', placeholder: '输入区域、指令编号或操作…', none: '没有匹配的操作', go: '前往', overdueOnly: '只看超时指令', clear: '清除筛选', decide: '处理待决策', search: '搜索指令', field: '现场页面', theme: '切换深浅色', language: 'Switch to English', keys: '键盘说明', signOut: '退出登录', matrix: '转到矩阵', boardGo: '转到指令', zone: '全区' },
  keys: { title: '键盘', bar: '命令栏', walk: '在矩阵中移动', choose: '筛选该格', expand: '展开或收起区域', help: '本说明', search: '搜索指令', esc: '关闭 / 清除筛选', decision: '转到待决策' },
  units: { ago: '{{span}}前' },
} as const;

/** The same tree with any texts. */
export type Words<T = typeof zh> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
