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

/** Roles of design.md §7. A grant is role + area prefix + period. */
export const ROLES = [
  'administrator', 'commander', 'duty-officer', 'department-officer', 'sub-district-officer', 'post-holder',
  'dispatcher', 'team-leader', 'depot-keeper', 'inspector', 'auditor', 'feed', 'observer',
] as const;
export type Role = (typeof ROLES)[number];

export const SEATS = ['commander', 'deputy'] as const;
export type Seat = (typeof SEATS)[number];

/** 区, 办事处, 村社区, 网格, 微网格. Duty packets are made per grid, never per micro-grid. */
export const AREA_KINDS = ['zone', 'street', 'community', 'grid', 'micro-grid'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

export const CONTEXTS = ['feed', 'command', 'grid', 'rescue', 'supplies', 'gateway'] as const;
export type Context = (typeof CONTEXTS)[number];

/** What comes before the duty officer at once. */
export const ATTENTION_KINDS = ['quarantined-alert', 'protection', 'protection-unapproved', 'site-conflict', 'area-silent', 'gauge-extreme'] as const;

/** Event mode: `exercise` never mixes with `live` (separate deployment). */
export const MODES = ['live', 'exercise'] as const;
export type Mode = (typeof MODES)[number];
