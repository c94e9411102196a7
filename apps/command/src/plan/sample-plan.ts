import { FORCES, type Colour, type Force, type Level, type Measure, type SiteKind } from '@xunling/contracts';
import type { Watch } from '../observation/observation.js';
import type { Minutes, PlanDocument, PlanLine, StockNeed, Trigger } from './plan.js';

/** 示例预案: triggers from one unofficial city compilation (domain.md D.3), clocks and texts ours; editable, versioned, never law. */
const reading = (code: string, zh: string, en: string): Trigger => ({ code, kind: 'reading', zh, en });
const seen = (code: string, element: string, watch: Watch, zh: string, en: string): Trigger => ({ code, kind: 'observation', element, ...watch, zh, en });
const rain = (hours: number, mm: number, zh: string, en: string): Trigger => seen(`rain-${hours}h-${mm}`, 'rain', { statistic: 'sum', minutes: hours * 60, atLeast: mm, clearsBelow: Math.round(mm * 0.7) }, zh, en);
const water = (code: string, cm: number, minutes: number, sources: number, zh: string, en: string): Trigger => seen(code, 'road-water', { statistic: minutes > 0 ? 'min' : 'last', minutes: minutes || 30, atLeast: cm, clearsBelow: cm - 10, sources }, zh, en);
const warning = (atLeast: Colour, zh: string): Trigger => ({ code: `warning-${atLeast.toLowerCase()}`, kind: 'warning', atLeast, zh: `${zh}色预警`, en: `${atLeast.toLowerCase()} warning or above` });

const TRIGGERS: Record<Level, { need: number; of: Trigger[] }> = {
  IV: { need: 4, of: [rain(1, 30, '1小时雨量≥30毫米', '30 mm in 1 h'), water('road-30cm-20min', 30, 20, 1, '主干道积水≥30厘米超过20分钟', 'arterial water ≥ 30 cm for 20 min'), warning('BLUE', '蓝'), reading('rain-sustained', '降雨持续', 'sustained rain')] },
  III: { need: 3, of: [rain(1, 50, '1小时雨量≥50毫米', '50 mm in 1 h'), warning('YELLOW', '黄'), water('roads-30cm-30min', 30, 30, 3, '多条主干道积水>30厘米超过30分钟', 'several arterials > 30 cm for 30 min'), water('flood-points-5', 15, 0, 6, '积水点>5处', 'more than 5 flood points'), reading('drains-over', '排水管网超负荷', 'drains over capacity')] },
  II: { need: 3, of: [rain(12, 100, '12小时雨量≥100毫米', '100 mm in 12 h'), warning('ORANGE', '橙'), water('water-80cm-2h', 80, 120, 1, '积水≥80厘米超过2小时', '80 cm for 2 h'), reading('roads-cut-5', '主干道中断>5条', 'more than 5 arterials cut'), reading('power-cut', '供电设施停运', 'power sites cut off'), reading('pumps-in', '泵车全部投入且退水<30%', 'all pumps in and recession < 30 %')] },
  I: { need: 3, of: [rain(12, 300, '12小时雨量≥300毫米', '300 mm in 12 h'), warning('RED', '红'), reading('water-100cm', '积水≥100厘米且上涨', '100 cm and growing'), reading('roads-cut-10-12h', '主干道中断>10条超过12小时', 'more than 10 arterials cut for 12 h'), reading('hospital-cut', '医院或指挥部道路中断', 'hospital or HQ roads cut'), reading('province-in', '省级力量全部投入仍恶化', 'all provincial force in and worsening')] },
};

/** Minutes per arrow: the higher the level, the shorter (OURS). */
const CLOCKS: Record<Level, Minutes> = {
  IV: { delivered: 2, acknowledged: 30, executing: 60, reported: 240, verified: 480 },
  III: { delivered: 2, acknowledged: 20, executing: 40, reported: 180, verified: 360 },
  II: { delivered: 2, acknowledged: 10, executing: 30, reported: 120, verified: 240 },
  I: { delivered: 2, acknowledged: 5, executing: 20, reported: 60, verified: 120 },
};

const PACKETS: Record<Force, { measure: Measure; zh: string; en: string }> = {
  COMMUNITY: { measure: 'PATROL', zh: '巡查网格内低洼处、地下空间和受威胁住户，随时报告', en: 'patrol low ground, underground spaces and threatened homes of the grid; report at once' },
  SUBDISTRICT: { measure: 'ON_POST', zh: '办事处包联干部到岗，清点人员物资，保持通信畅通', en: 'sub-district officers on post; count people and supplies; stay reachable' },
  POLICE: { measure: 'ON_POST', zh: '公安力量到岗，维护秩序，准备警戒与劝离', en: 'police on post; keep order; be ready to cordon and to lead people away' },
  TRAFFIC_POLICE: { measure: 'ON_POST', zh: '交警到岗，疏导交通，准备封闭积水路段', en: 'traffic police on post; guide traffic; be ready to close flooded roads' },
  URBAN_MGMT: { measure: 'ON_POST', zh: '城管到岗，清掏雨水口，检查围挡广告牌', en: 'urban management on post; clear inlets; check hoardings and signs' },
  RESCUE: { measure: 'ON_POST', zh: '应急救援到岗，检查装备，待命出动', en: 'rescue on post; check equipment; stand by' },
};
const LEVEL_ZH: Record<Level, string> = { I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ' };

const packets = (level: Level): PlanLine[] => FORCES.map((force) => ({
  to: 'packet', force, measure: PACKETS[force].measure, minutes: CLOCKS[level],
  textZh: `${LEVEL_ZH[level]}级响应：${PACKETS[force].zh}（示例）`, textEn: `Level ${level}: ${PACKETS[force].en} (sample)`,
}));
const site = (level: Level, measure: Measure, siteKinds: SiteKind[], zh: string, en: string): PlanLine =>
  ({ to: 'site', siteKinds, measure, minutes: CLOCKS[level], textZh: `${zh}（示例）`, textEn: `${en} (sample)` });
const unit = (level: Level, to: 'team' | 'depot', measure: Measure, kinds: string[], zh: string, en: string, perArea?: number): PlanLine =>
  ({ to, kinds, measure, minutes: CLOCKS[level], textZh: `${zh}（示例）`, textEn: `${en} (sample)`, ...(perArea ? { perArea } : {}) });

const seals = (level: Level): PlanLine[] => [
  site(level, 'SEAL', ['TUNNEL', 'UNDERPASS', 'CULVERT'], '封闭隧道涵洞、下穿通道，设置警示，拍照反馈', 'seal tunnels, underpasses and culverts; set warning signs; photo'),
  site(level, 'CLOSE', ['UNDERGROUND_SPACE'], '关闭地下空间，清空人员车辆，拍照反馈', 'close underground spaces; clear people and cars; photo'),
  site(level, 'SUSPEND', ['CONSTRUCTION_SITE'], '在建工地停工，人员撤至安全处，拍照反馈', 'stop work on construction sites; people to safety; photo'),
];
/** The higher level wants twice as much in each depot (OURS). */
const STOCK: Partial<Record<Level, StockNeed[]>> = { II: [{ item: 'SANDBAG', quantity: 1000 }, { item: 'PUMP', quantity: 3 }], I: [{ item: 'SANDBAG', quantity: 2000 }, { item: 'PUMP', quantity: 6 }] };
const units = (level: Level): PlanLine[] => [
  unit(level, 'team', 'MUSTER', ['PROFESSIONAL'], '专业抢险队集结待命', 'professional teams muster and stand by', 4),
  unit(level, 'team', 'MUSTER', ['MASS'], '突击队集结', 'commando teams muster', 1),
  { ...unit(level, 'depot', 'PREPOSITION', ['CENTRAL', 'STREET'], '沙袋、水泵预置到点位', 'pre-position sandbags and pumps'), stock: STOCK[level]! } as PlanLine,
];

const NOTICES = [{ textZh: '强降雨期间请勿外出，远离低洼路段、地下空间和河边；需要转移的听从社区安排（示例）', textEn: 'Stay indoors in the rainstorm; keep away from low roads, underground spaces and the river; follow the community where you are asked to move (sample)' }];

export const SAMPLE_PLAN: PlanDocument = {
  planId: 'sample-flood', planVersion: 'sample-flood@1', name: '防汛应急预案（示例预案）', nameEn: 'Flood response plan (sample plan)', label: '示例预案',
  hazards: ['*'],
  warningLed: { ORANGE: 'II', RED: 'I' },
  levels: {
    IV: { triggers: TRIGGERS.IV, orders: packets('IV') },
    III: { triggers: TRIGGERS.III, orders: packets('III') },
    II: { triggers: TRIGGERS.II, orders: [...packets('II'), ...seals('II'), ...units('II')], notices: NOTICES },
    I: {
      triggers: TRIGGERS.I,
      orders: [
        ...packets('I'), ...seals('I'),
        site('I', 'SEAL', ['HAZARD_ROAD'], '封闭危险路段，拍照反馈', 'seal hazard roads; photo'),
        site('I', 'SUSPEND', ['SCHOOL'], '停课，拍照反馈', 'suspend classes; photo'),
        site('I', 'SUSPEND', ['MALL', 'MARKET'], '停业，拍照反馈', 'suspend business; photo'),
        site('I', 'EVACUATE', ['CARE_HOME'], '低楼层人员转移，拍照反馈', 'move people from the lower floors; photo'),
        ...units('I'),
      ],
      notices: NOTICES,
    },
  },
};
