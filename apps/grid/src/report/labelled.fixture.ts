import type { Seen } from './duplicate.js';

/** Pairs of reports near the thresholds with what they truly were, invented for this project (示例数据): who judged them knew both places. */
export interface Labelled { a: Seen; b: Seen; same: boolean; story: string }
type Voice = 'person' | 'channel' | 'source' | 'none';
/** metres apart, bearing in degrees, minutes apart, kinds, what differs in the voice, truly one need, story. */
type Row = readonly [number, number, number, string, string, Voice, boolean, string];
const W = 'WATER_ON_ROAD', T = 'TRAPPED', B = 'BREACH', D = 'DAMAGE', F = 'FACILITY_FAILURE', S = 'SUPPORT';

const ROWS: readonly Row[] = [
  // one need, said by several: the usual case
  [3, 10, 1, W, W, 'person', true, '同一路口，两名网格员'], [18, 40, 4, W, W, 'person', true, '同一下穿，居民与网格员'], [35, 80, 9, W, W, 'channel', true, '同一人先电话后上报'], [52, 120, 12, T, T, 'person', true, '同一车辆被困，两名路人'],
  [70, 160, 15, T, T, 'source', true, '值班员记录的两通来电'], [88, 200, 18, B, B, 'person', true, '同一处河堤渗漏'], [104, 240, 21, D, D, 'person', true, '同一段围墙倒塌'], [120, 280, 23, W, W, 'channel', true, '视频与电话'],
  [136, 320, 25, F, F, 'person', true, '同一泵站停机'], [150, 5, 26, W, W, 'person', true, '长路段积水两端各报'], [162, 45, 27, T, T, 'channel', true, '地下室被困，热线与现场'], [174, 85, 28, S, S, 'person', true, '同一处请求排水泵'],
  [183, 125, 28, W, W, 'person', true, '隧道两个洞口'], [190, 165, 29, B, B, 'source', true, '两户居民报同一塌陷'], [194, 205, 29, D, D, 'person', true, '同一条断线'], [197, 245, 29, W, W, 'person', true, '同一积水的两端'],
  [199, 285, 30, F, F, 'channel', true, '信号灯停电'], [199, 325, 12, T, T, 'person', true, '小区地库，两个出入口'], [60, 0, 29, W, W, 'person', true, '隔半小时第二人经过'], [10, 90, 30, S, S, 'person', true, '同一请求重报'],
  [25, 180, 30, B, B, 'person', true, '堤脚管涌'], [140, 270, 3, W, W, 'source', true, '两通来电'], [155, 30, 8, T, T, 'person', true, '公交被困'], [168, 60, 14, D, D, 'channel', true, '树倒'], [179, 90, 19, F, F, 'person', true, '配电房进水'], [188, 120, 24, W, W, 'person', true, '桥下积水'],
  // two needs apart in place, time or kind
  [203, 10, 5, W, W, 'person', false, '相邻两个路口'], [206, 50, 10, T, T, 'person', false, '两栋楼各有被困'], [210, 90, 2, B, B, 'person', false, '两处渗漏'], [215, 130, 15, D, D, 'channel', false, '两处围墙'], [224, 170, 1, W, W, 'person', false, '两个下穿'],
  [240, 210, 20, F, F, 'person', false, '两个泵站'], [260, 250, 6, S, S, 'person', false, '两个网格各请求沙袋'], [300, 290, 3, W, W, 'person', false, '两条路'], [420, 330, 1, T, T, 'person', false, '两个小区'], [900, 20, 1, W, W, 'person', false, '两个社区'],
  [10, 60, 32, W, W, 'person', false, '退水后再次积水'], [30, 100, 36, T, T, 'person', false, '救出后又有一车被困'], [80, 140, 41, W, W, 'channel', false, '一小时内两次积水'], [120, 180, 48, S, S, 'person', false, '第二次请求'], [20, 220, 55, F, F, 'person', false, '再次跳闸'],
  [15, 260, 90, W, W, 'person', false, '次日凌晨'], [5, 300, 2, W, T, 'person', false, '路面积水与楼内被困'], [25, 340, 4, B, D, 'person', false, '塌陷与断线'], [50, 15, 6, W, F, 'person', false, '积水与信号灯'], [90, 55, 8, S, W, 'person', false, '要沙袋与积水'],
  [110, 95, 12, T, S, 'channel', false, '被困与要船'], [0, 0, 3, W, W, 'none', false, '同一人接连报两处'], [12, 30, 5, S, S, 'none', false, '同一人要泵又要沙袋'], [40, 60, 9, T, T, 'none', false, '同一人报两名被困者'],
  [201, 135, 30, W, W, 'person', false, '刚过界的两处'], [60, 175, 31, D, D, 'person', false, '刚过时的两处'], [230, 215, 28, T, T, 'source', false, '两通来电两处地库'],
  // what distance and time cannot tell: honest misses
  [228, 255, 11, W, W, 'person', true, '长隧道，定位漂移'], [251, 295, 18, B, B, 'person', true, '滑坡上下沿'], [40, 335, 33, T, T, 'person', true, '来电晚了三分钟'], [66, 25, 38, W, W, 'channel', true, '热线转办迟到'], [14, 65, 7, T, S, 'person', true, '同一被困，一人报成需支援'],
  // …and false alarms
  [60, 105, 5, T, T, 'person', false, '相邻两栋楼的地下室'], [95, 145, 8, D, D, 'person', false, '一条街上的两棵树'], [140, 185, 12, S, S, 'person', false, '两个岗位各要沙袋'], [170, 225, 20, W, W, 'person', false, '立交上下两层'], [185, 265, 27, F, F, 'person', false, '相邻两台变压器'],
  [110, 305, 22, T, T, 'source', false, '同一小区两部电梯'],
];

const ORIGIN = { lon: 113.77, lat: 34.71 };
const T0 = Date.parse('2021-07-20T08:00:00Z');
const M_LAT = (Math.PI / 180) * 6_371_000;

export const LABELLED: readonly Labelled[] = ROWS.map(([metres, bearing, minutes, kindA, kindB, voice, same, story], i) => {
  const rad = (bearing * Math.PI) / 180;
  const there = { lon: ORIGIN.lon + (metres * Math.sin(rad)) / (M_LAT * Math.cos((ORIGIN.lat * Math.PI) / 180)), lat: ORIGIN.lat + (metres * Math.cos(rad)) / M_LAT };
  const a: Seen = { id: `${i}a`, kind: kindA, position: ORIGIN, occurredAt: new Date(T0), by: 'p1', channel: 'PHONE', source: 'x' };
  const b: Seen = { id: `${i}b`, kind: kindB, position: there, occurredAt: new Date(T0 + minutes * 60_000), by: voice === 'person' ? 'p2' : 'p1', channel: voice === 'channel' ? 'FIELD_PAGE' : 'PHONE', source: voice === 'source' ? 'y' : 'x' };
  return { a, b, same, story };
});
