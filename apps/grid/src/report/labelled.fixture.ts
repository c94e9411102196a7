import type { Seen } from './duplicate.js';

/** Pairs of reports near the thresholds with what they truly were, invented for this project (示例数据): who judged them knew both places. The words were added when the rule came to read them. */
export interface Labelled { a: Seen; b: Seen; same: boolean }
type Voice = 'person' | 'channel' | 'source' | 'none';
/** metres apart, bearing in degrees, minutes apart, kinds, what differs in the voice, truly one need, what each said. */
export type Pair = readonly [number, number, number, string, string, Voice, boolean, string, string];
const W = 'WATER_ON_ROAD', T = 'TRAPPED', B = 'BREACH', D = 'DAMAGE', F = 'FACILITY_FAILURE', S = 'SUPPORT';

const ROWS: readonly Pair[] = [
  // one need, said by several: the usual case
  [3, 10, 1, W, W, 'person', true, '路口积水', '路口水过脚面'], [18, 40, 4, W, W, 'person', true, '下穿道积水', '下穿进水了'], [35, 80, 9, W, W, 'channel', true, '我家门口积水', '门口积水，附照片'], [52, 120, 12, T, T, 'person', true, '白车困在水里', '有辆车漂起来，里面有人'],
  [70, 160, 15, T, T, 'source', true, '来电：车里有人', '来电：有人困在车里'], [88, 200, 18, B, B, 'person', true, '河堤渗水', '堤上冒水'], [104, 240, 21, D, D, 'person', true, '围墙塌了', '围墙倒了一段'], [120, 280, 23, W, W, 'channel', true, '视频见积水', '这里积水'],
  [136, 320, 25, F, F, 'person', true, '泵站停机', '泵站没声音了'], [150, 5, 26, W, W, 'person', true, '桐柏路东头积水', '桐柏路西头也是水'], [162, 45, 27, T, T, 'channel', true, '热线：地下室困人', '地下室有两人'], [174, 85, 28, S, S, 'person', true, '要排水泵', '请送排水泵'],
  [183, 125, 28, W, W, 'person', true, '陇海路隧道北洞口封了', '陇海路隧道南洞口积水'], [190, 165, 29, B, B, 'source', true, '门前塌了', '路塌了个坑'], [194, 205, 29, D, D, 'person', true, '电线断了', '断线在路边'], [197, 245, 29, W, W, 'person', true, '积水', '积水过膝'],
  [199, 285, 30, F, F, 'channel', true, '信号灯停了', '红绿灯没电'], [199, 325, 12, T, T, 'person', true, '绿荫小区地库困人', '绿荫小区地库北口有人'], [60, 0, 29, W, W, 'person', true, '积水', '路上有水'], [10, 90, 30, S, S, 'person', true, '要沙袋', '还没收到沙袋'],
  [25, 180, 30, B, B, 'person', true, '堤脚冒水', '管涌'], [140, 270, 3, W, W, 'source', true, '积水', '路淹了'], [155, 30, 8, T, T, 'person', true, '公交困住', '公交车里有人'], [168, 60, 14, D, D, 'channel', true, '树倒了', '大树横在路上'], [179, 90, 19, F, F, 'person', true, '配电房进水', '配电房跳闸'], [188, 120, 24, W, W, 'person', true, '桥下积水', '桥洞积水'],
  // two needs apart in place, time or kind
  [203, 10, 5, W, W, 'person', false, '1号路口积水', '2号路口积水'], [206, 50, 10, T, T, 'person', false, '2号楼困人', '6号楼困人'], [210, 90, 2, B, B, 'person', false, '渗水', '堤上渗水'], [215, 130, 15, D, D, 'channel', false, '围墙倒', '院墙倒'], [224, 170, 1, W, W, 'person', false, '长江路下穿积水', '航海路下穿积水'],
  [240, 210, 20, F, F, 'person', false, '1号泵站停', '3号泵站停'], [260, 250, 6, S, S, 'person', false, '要沙袋', '要沙袋'], [300, 290, 3, W, W, 'person', false, '嵩山路积水', '伊河路积水'], [420, 330, 1, T, T, 'person', false, '和苑小区困人', '安澜小区困人'], [900, 20, 1, W, W, 'person', false, '积水', '积水'],
  [10, 60, 32, W, W, 'person', false, '路口积水', '路口又积水'], [30, 100, 36, T, T, 'person', false, '车困水里', '又有一辆车'], [80, 140, 41, W, W, 'channel', false, '积水', '又积水'], [120, 180, 48, S, S, 'person', false, '要泵', '再要泵'], [20, 220, 55, F, F, 'person', false, '跳闸', '又跳闸'],
  [15, 260, 90, W, W, 'person', false, '积水', '积水'], [5, 300, 2, W, T, 'person', false, '路面积水', '楼里困人'], [25, 340, 4, B, D, 'person', false, '路塌', '断线'], [50, 15, 6, W, F, 'person', false, '积水', '信号灯灭'], [90, 55, 8, S, W, 'person', false, '要沙袋', '积水'],
  [110, 95, 12, T, S, 'channel', false, '困人', '要船'], [0, 0, 3, W, W, 'none', false, '东口积水', '西口积水'], [12, 30, 5, S, S, 'none', false, '要泵', '要沙袋'], [40, 60, 9, T, T, 'none', false, '老人被困', '小孩被困'],
  [201, 135, 30, W, W, 'person', false, '积水', '积水'], [60, 175, 31, D, D, 'person', false, '墙倒', '树倒'], [230, 215, 28, T, T, 'source', false, '1号楼地库', '5号楼地库'],
  // what distance and time cannot tell: honest misses
  [228, 255, 11, W, W, 'person', true, '陇海路隧道积水', '陇海路隧道水很深'], [251, 295, 18, B, B, 'person', true, '山坡滑了', '坡下有土'], [40, 335, 33, T, T, 'person', true, '七号院困人', '7号院有人被困'], [66, 25, 38, W, W, 'channel', true, '热线：嵩山路桥下积水', '嵩山路桥下积水'], [14, 65, 7, T, S, 'person', true, '困人', '要船救人'],
  // …and false alarms
  [60, 105, 5, T, T, 'person', false, '3号楼地下室困人', '4号楼地下室困人'], [95, 145, 8, D, D, 'person', false, '法桐倒了', '杨树倒了'], [140, 185, 12, S, S, 'person', false, '1号岗要沙袋', '2号岗要沙袋'], [170, 225, 20, W, W, 'person', false, '立交上层积水', '立交下层积水'], [185, 265, 27, F, F, 'person', false, '1号变压器冒烟', '2号变压器停了'],
  [110, 305, 22, T, T, 'source', false, '1号电梯困人', '二号电梯困人'],
];

const ORIGIN = { lon: 113.77, lat: 34.71 };
const T0 = Date.parse('2021-07-20T08:00:00Z');
const M_LAT = (Math.PI / 180) * 6_371_000;

/** A pair as two reports. */
export const labelled = (rows: readonly Pair[]): Labelled[] => rows.map(([metres, bearing, minutes, kindA, kindB, voice, same, textA, textB], i) => {
  const rad = (bearing * Math.PI) / 180;
  const there = { lon: ORIGIN.lon + (metres * Math.sin(rad)) / (M_LAT * Math.cos((ORIGIN.lat * Math.PI) / 180)), lat: ORIGIN.lat + (metres * Math.cos(rad)) / M_LAT };
  const a: Seen = { id: `${i}a`, kind: kindA, position: ORIGIN, occurredAt: new Date(T0), by: 'p1', channel: 'PHONE', source: 'x', text: textA };
  const b: Seen = { id: `${i}b`, kind: kindB, position: there, occurredAt: new Date(T0 + minutes * 60_000), by: voice === 'person' ? 'p2' : 'p1', channel: voice === 'channel' ? 'FIELD_PAGE' : 'PHONE', source: voice === 'source' ? 'y' : 'x', text: textB };
  return { a, b, same };
});
export const LABELLED: readonly Labelled[] = labelled(ROWS);
