/** The closed and open code lists of the glossary (domain.md A, D). Codes are UPPER_SNAKE, states lower-case words. */

/** 预警颜色, least to most severe. Source: domain.md D.1. */
export const COLOURS = ['BLUE', 'YELLOW', 'ORANGE', 'RED'] as const;
export type Colour = (typeof COLOURS)[number];

/** 响应等级, highest first. `I` is the highest. */
export const LEVELS = ['I', 'II', 'III', 'IV'] as const;
export type Level = (typeof LEVELS)[number];

/** The six forces 六方 that hold posts on the grid. */
export const FORCES = ['SUBDISTRICT', 'COMMUNITY', 'POLICE', 'TRAFFIC_POLICE', 'URBAN_MGMT', 'RESCUE'] as const;
export type Force = (typeof FORCES)[number];

/** 管控措施; the list is open, these are the codes in use. ON_POST and PATROL are the measures of duty packets (OURS). */
export const MEASURES = ['CLOSE', 'SUSPEND', 'SEAL', 'EVACUATE', 'LOWER_WATER', 'DISMANTLE', 'ON_POST', 'PATROL', 'MUSTER', 'PREPOSITION', 'LIFT'] as const;
export type Measure = (typeof MEASURES)[number];

/** What stays in force once done, until its own lift order is done: measures on sites, teams mustered, stock set out. Lowering a level lifts none of them. */
export const STANDING_MEASURES: readonly Measure[] = ['CLOSE', 'SUSPEND', 'SEAL', 'EVACUATE', 'LOWER_WATER', 'DISMANTLE', 'MUSTER', 'PREPOSITION'];
/** What a plan or a person may order; a lift is ordered by naming what it lifts. */
export const ORDERED_MEASURES: readonly Measure[] = MEASURES.filter((m) => m !== 'LIFT');

/** A measure as an instruction says it. */
export const MEASURE_WORDS: Record<Measure, { zh: string; en: string }> = {
  CLOSE: { zh: '关闭', en: 'Close' }, SUSPEND: { zh: '停止活动', en: 'Suspend' }, SEAL: { zh: '封闭', en: 'Seal' }, EVACUATE: { zh: '撤离人员', en: 'Evacuate' },
  LOWER_WATER: { zh: '降低水位', en: 'Lower the water' }, DISMANTLE: { zh: '拆除', en: 'Dismantle' }, ON_POST: { zh: '到岗到位', en: 'Be on post' },
  PATROL: { zh: '巡查', en: 'Patrol' }, MUSTER: { zh: '集结待命', en: 'Muster' }, PREPOSITION: { zh: '预置物资', en: 'Pre-position stock' },
  LIFT: { zh: '解除管控', en: 'Lift the measure' },
};

/** 四停: what a SUSPEND stops, 停工 停课 停业 停运. */
export const SUSPEND_SCOPES = ['WORK', 'CLASSES', 'BUSINESS', 'TRANSPORT'] as const;
export type SuspendScope = (typeof SUSPEND_SCOPES)[number];
/** A suspension as an instruction says it. */
export const SUSPEND_WORDS: Record<SuspendScope, { zh: string; en: string }> = {
  WORK: { zh: '停工', en: 'Stop work' }, CLASSES: { zh: '停课', en: 'Suspend classes' }, BUSINESS: { zh: '停业', en: 'Suspend business' }, TRANSPORT: { zh: '停运', en: 'Suspend transport' },
};
/** A measure as an instruction says it, by what it stops where that is known. */
export const wordsOf = (measure: Measure, scope?: string | null): { zh: string; en: string } => (measure === 'SUSPEND' && SUSPEND_SCOPES.find((s) => s === scope) ? SUSPEND_WORDS[scope as SuspendScope] : MEASURE_WORDS[measure]);

/** Measures whose execution must be proven by a photo (rule `execute` refuses without it). */
export const PHOTO_MEASURES: readonly Measure[] = ['CLOSE', 'SUSPEND', 'SEAL', 'EVACUATE', 'LOWER_WATER', 'DISMANTLE'];

/** 因灾死亡、失踪、受伤 (domain.md D.9). */
export const CASUALTY_KINDS = ['DEAD', 'MISSING', 'INJURED'] as const;
/** What a coordinate may be measured in; files say which. */
export const DATUMS = ['WGS84', 'GCJ02'] as const;
/** What a seat of the area tree lacks: the post itself, its holder, the deputy of its holder. */
export const SEAT_GAPS = ['post', 'holder', 'deputy'] as const;
/** LEADER takes the packets of its force; HEAD is the superior of the street; the rest are named for what they do. */
export const POST_KINDS = ['LEADER', 'DEPUTY', 'HEAD', 'INSPECTOR', 'OFFICER', 'KEEPER', 'HQ'] as const;
/** 险情报告: what a person on the ground says there is. The list is open. */
export const REPORT_KINDS = ['WATER_ON_ROAD', 'TRAPPED', 'BREACH', 'DAMAGE', 'SUPPORT', 'FACILITY_FAILURE', 'OTHER'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];
export const REPORT_KIND_WORDS: Record<ReportKind, { zh: string; en: string }> = {
  WATER_ON_ROAD: { zh: '积水', en: 'Water on the road' }, TRAPPED: { zh: '人员被困', en: 'People trapped' }, BREACH: { zh: '险情', en: 'Breach or collapse' }, DAMAGE: { zh: '损毁', en: 'Damage' },
  SUPPORT: { zh: '需支援', en: 'Support needed' }, FACILITY_FAILURE: { zh: '设施故障', en: 'Facility failure' }, OTHER: { zh: '其他', en: 'Other' },
};
/** By what way a report came. */
export const REPORT_CHANNELS = ['FIELD_PAGE', 'PHONE', 'RADIO', 'HOTLINE', 'IN_PERSON', 'CAMERA', 'ONLINE'] as const;
export type ReportChannel = (typeof REPORT_CHANNELS)[number];
export const REPORT_CHANNEL_WORDS: Record<ReportChannel, { zh: string; en: string }> = {
  FIELD_PAGE: { zh: '现场页面', en: 'Field page' }, PHONE: { zh: '电话', en: 'Phone' }, RADIO: { zh: '电台', en: 'Radio' }, HOTLINE: { zh: '热线', en: 'Hotline' },
  IN_PERSON: { zh: '当面', en: 'In person' }, CAMERA: { zh: '视频监控', en: 'Camera' }, ONLINE: { zh: '网络', en: 'Online' },
};
/** Why a report was closed: dealt with, not so, passed to who is in charge. */
export const REPORT_OUTCOMES = ['DEALT_WITH', 'NOT_SO', 'PASSED_ON'] as const;
/** What reports may say otherwise than each other. */
export const REPORT_FIELDS = ['depthCm', 'people', 'passage'] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];
/** Units of the directory: zone departments, vertical departments, sub-district offices, enterprises. */
export const UNIT_KINDS = ['DEPARTMENT', 'VERTICAL', 'OFFICE', 'ENTERPRISE'] as const;
/** Plans every unit has (feature row 112). */
export const UNIT_PLANS = ['FLOOD', 'SAFETY_PRODUCTION'] as const;
export const UNIT_PLAN_STATES = ['missing', 'out-of-date', 'never-drilled', 'in-order'] as const;
export const SITE_KINDS = [
  'UNDERGROUND_SPACE', 'TUNNEL', 'CULVERT', 'UNDERPASS', 'HAZARD_ROAD', 'SCHOOL',
  'CONSTRUCTION_SITE', 'MALL', 'HOSPITAL', 'CARE_HOME', 'MARKET',
] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** What can be stopped at a site of each kind, the usual one first (OURS); hospitals and care homes are emptied, not stopped. */
export const SITE_SCOPES: Record<SiteKind, readonly SuspendScope[]> = {
  UNDERGROUND_SPACE: ['BUSINESS', 'TRANSPORT'], TUNNEL: ['TRANSPORT', 'WORK'], CULVERT: ['TRANSPORT'], UNDERPASS: ['TRANSPORT'], HAZARD_ROAD: ['TRANSPORT', 'WORK'],
  SCHOOL: ['CLASSES', 'TRANSPORT'], CONSTRUCTION_SITE: ['WORK', 'TRANSPORT'], MALL: ['BUSINESS', 'WORK'], HOSPITAL: [], CARE_HOME: [], MARKET: ['BUSINESS', 'TRANSPORT'],
};
/**
 * What a measure stops at a site: the scope asked for where it fits the kind, else the kind's usual one; nothing for measures that stop no activity.
 * `undefined` where the two do not go together, an empty object where there is nothing to say.
 */
export function scopeAt(measure: string, kind: SiteKind, asked?: string): { scope?: SuspendScope } | undefined {
  if (measure !== 'SUSPEND') return asked === undefined ? {} : undefined;
  const scope = asked === undefined ? SITE_SCOPES[kind][0] : SITE_SCOPES[kind].find((s) => s === asked);
  return scope && { scope };
}

/** Sites that are only passed through. */
const PASSAGES: readonly string[] = ['TUNNEL', 'CULVERT', 'UNDERPASS', 'HAZARD_ROAD'] satisfies SiteKind[];
/**
 * Whether a measure keeps everybody out of a site of this kind (C6): closing or sealing it does, and so does stopping transport where a site is only passed
 * through. Stopping work, lessons or business leaves the doors open, and so does moving out who is inside (OURS).
 */
export const shuts = (measure: string, kind?: string, scope?: string): boolean => measure === 'CLOSE' || measure === 'SEAL' || (measure === 'SUSPEND' && scope === 'TRANSPORT' && PASSAGES.includes(kind ?? ''));

/** 关停封撤: while one of these is ordered and not verified, its site is not closed. Which of them shuts it once done depends on the site. */
export const CLOSING: readonly string[] = ['CLOSE', 'SEAL', 'SUSPEND', 'EVACUATE'] satisfies Measure[];
/** A measure in force on a site of this kind; `held`: done, and verified by another. */
export interface SiteMeasure { measure: string; scope?: string | undefined; kind?: string | undefined; held: boolean }
/**
 * What every screen says of a site by the measures in force on it (C6): not closed while any of 关停封撤 on it is not held, and while it is emptied, in
 * danger (under water), or disputed and nothing held keeps people out. Shops shut or people moved out are not a closed site.
 */
export function closureOf(measures: readonly SiteMeasure[], { danger = false, disputed = false } = {}): 'closed' | 'not-closed' | 'open' {
  const closing = measures.filter((m) => CLOSING.includes(m.measure));
  const shut = closing.some((m) => m.held && shuts(m.measure, m.kind, m.scope));
  if (disputed || closing.some((m) => !m.held) || ((danger || closing.some((m) => m.measure === 'EVACUATE')) && !shut)) return 'not-closed';
  return shut ? 'closed' : 'open';
}
/** Every measure, scope (empty: none) and kind of site that go together as one that shuts it, for a query. */
export const SHUTTING: readonly (readonly [measure: string, scope: string, kind: string])[] = MEASURES.flatMap((m) => ['', ...SUSPEND_SCOPES].flatMap((scope) => SITE_KINDS.filter((kind) => (m === 'SUSPEND' || scope === '') && shuts(m, kind, scope || undefined)).map((kind) => [m, scope, kind] as const)));

/** Measures that hold on a site, or on everything they fit in an area. */
export const PLACE_MEASURES: readonly Measure[] = ['CLOSE', 'SUSPEND', 'SEAL', 'EVACUATE', 'LOWER_WATER', 'DISMANTLE'];
/** Kinds of sites a measure over an area is about: of a SUSPEND those with such an activity, of all others every one. */
export const kindsUnder = (measure: string, scope?: string): SiteKind[] => SITE_KINDS.filter((k) => measure !== 'SUSPEND' || (scope === undefined ? SITE_SCOPES[k].length > 0 : SITE_SCOPES[k].some((s) => s === scope)));

/** What is put before the officer on duty: a refused alert that may be real, gauges that meet a level of a plan, an area whose gauges fell silent, a gauge at its highest level, support that the field asks for, what the ground closed without an order, a contradiction about a site; and while it lasts: a vacant seat or a gap in the roster, a forecast that is not there, rooms that took no note of one, a report past its time. */
export const ATTENTION_KINDS = ['quarantined-alert', 'gauges-met', 'area-silent', 'gauge-extreme', 'support-requested', 'protection', 'protection-unapproved', 'measure-broken', 'site-conflict', 'staffing', 'forecast-missed', 'forecast-unreceipted', 'sitrep-overdue'] as const;
/** Why a decision lapsed before anyone took it. */
export const LAPSES = {
  'warning-lifted': { zh: '预警已解除，决策失效', en: 'The warning was lifted: nothing left to decide' },
  'warning-withdrawn': { zh: '预警已撤销，决策失效', en: 'The warning was withdrawn: nothing left to decide' },
  'warning-expired': { zh: '预警已到期，决策失效', en: 'The warning expired: nothing left to decide' },
  'warning-superseded': { zh: '预警已被新预警取代，决策失效', en: 'Another warning took the place of this one' },
  'warning-downgraded': { zh: '预警已降至橙色以下，无需决策，决策失效', en: 'The warning fell below orange: nothing left to decide' },
  'warning-upgraded': { zh: '预警升级且无人应答，另起一项决策重新呼叫', en: 'The warning rose and nobody had answered: a new decision calls everybody again' },
  'warning-continued': { zh: '预警继续发布且无人应答，另起一项决策重新呼叫', en: 'The warning was said again and nobody had answered: a new decision calls everybody again' },
  'gauges-cleared': { zh: '雨情水情已回落到启动条件以下，决策失效', en: 'Rain and water fell below the conditions: nothing left to decide' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Lapse = keyof typeof LAPSES;
/** Why something put before the officer is off his list without anybody's note. */
export const SETTLEMENTS = ['decided', 'level-in-force', 'gauges-cleared', 'cause-ended'] as const;
/** What a gauge measures: rain and radar rain in mm per reading, water on a road and in a river in cm. Radar confirms and never triggers. */
export const GAUGE_PARAMETERS = ['rain', 'depth', 'level', 'radar'] as const;
export type GaugeParameter = (typeof GAUGE_PARAMETERS)[number];
/** Severities of a gauge above its levels, least first; 0 is none. */
export const GAUGE_SEVERITIES = ['MINOR', 'MODERATE', 'SEVERE', 'EXTREME'] as const;
export type GaugeSeverity = (typeof GAUGE_SEVERITIES)[number];
/** Why a reading is not trusted by itself (C12). */
export const DOUBTS = ['missing', 'limits', 'quality', 'jump', 'spike', 'stuck'] as const;
export type Doubt = (typeof DOUBTS)[number];

export const ADDRESSEE_KINDS = ['post', 'team', 'depot'] as const;
export type AddresseeKind = (typeof ADDRESSEE_KINDS)[number];

/** The six arrows of an order 下达·送达·签收·执行·反馈·核验, in order. */
export const STAGES = ['issued', 'delivered', 'acknowledged', 'executing', 'reported', 'verified'] as const;
export type Stage = (typeof STAGES)[number];
/** Minutes until each arrow of an order that names none (OURS). */
export const ORDER_MINUTES: Record<Exclude<Stage, 'issued'>, number> = { delivered: 2, acknowledged: 10, executing: 30, reported: 120, verified: 240 };

/** In whose name the system acts where nobody holds command; no account has this id. */
export const SYSTEM_ID = '00000000-0000-5000-8000-000000000001';

/** Roles of design.md §7. A grant is role + area prefix + period. */
export const ROLES = [
  'administrator', 'commander', 'duty-officer', 'department-officer', 'sub-district-officer', 'post-holder',
  'dispatcher', 'team-leader', 'depot-keeper', 'inspector', 'auditor', 'feed', 'observer',
] as const;
export type Role = (typeof ROLES)[number];

/** Stages of 五预联动, each once in a chain. */
export const STAGE_KINDS = ['FORECAST', 'WARNING', 'REHEARSAL', 'PLAN', 'PREPOSITION'] as const;

/** What is measured: rain in mm per reading, water on a road and in a river in cm. */
export const ELEMENTS = ['rain', 'road-water', 'river-level'] as const;

export const SEATS = ['commander', 'deputy'] as const;
export type Seat = (typeof SEATS)[number];
/** 联合指挥成员: of which kind of unit; the list is OURS. */
export const MEMBER_KINDS = ['POLICE', 'TRAFFIC_POLICE', 'URBAN_MGMT', 'HEALTH', 'FIRE_RESCUE', 'UTILITIES', 'OTHER'] as const;

/** 区, 办事处, 村社区, 网格, 微网格. Duty packets are made per grid, never per micro-grid. */
export const AREA_KINDS = ['zone', 'street', 'community', 'grid', 'micro-grid'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

export const CONTEXTS = ['feed', 'command', 'grid', 'rescue', 'supplies', 'gateway'] as const;
export type Context = (typeof CONTEXTS)[number];

/** Event mode: `exercise` never mixes with `live` (separate deployment). */
export const MODES = ['live', 'exercise'] as const;
export type Mode = (typeof MODES)[number];
