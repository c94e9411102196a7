/** A public notice of a warning and of the response to it. */
export interface BenchmarkRow { when: string; zh: string; en: string; /** Minutes; several where the page names several, none where the time of the warning is not known. */ minutes: readonly number[]; source: string }

/**
 * Warning → response of public notices, each resting on one page (domain.md C.5). Levels and issuers differ and it is no random sample: shown row by
 * row, never as an average.
 */
export const RESPONSE_BENCHMARK: readonly BenchmarkRow[] = [
  { when: '2021-07-19', zh: '郑州：红色 19 日 21:59 → 20 日 16:30 Ⅱ→Ⅰ（通知 17:00）', en: 'Zhengzhou: red 21:59 → Ⅱ→Ⅰ 16:30 next day (notice 17:00)', minutes: [1111, 1141], source: 'tcru.com.cn; zzwb.cn; tellerreport.com' },
  { when: '2022-06-25', zh: '郑州：蓝色 → Ⅳ', en: 'Zhengzhou: blue → Ⅳ', minutes: [420], source: 'dzb.zzrbnews.com 26855' },
  { when: '2022-07-16', zh: '河南省：Ⅳ级报告 05:30 → Ⅳ 08:00', en: 'Henan province: level Ⅳ report 05:30 → Ⅳ 08:00', minutes: [150], source: 'henan100.com 1102326' },
  { when: '2022-07-22', zh: '河南省：Ⅳ 07:00 → Ⅳ 09:00', en: 'Henan province: Ⅳ 07:00 → Ⅳ 09:00', minutes: [120], source: 'ss19811.com 68239' },
  { when: '2022-07-22', zh: '发布单位、时刻未载', en: 'issuer and clock times not recorded', minutes: [10], source: 'shi-fen.com' },
  { when: '2022-07-25', zh: '郑州：黄色 18:20 → Ⅳ 18:30', en: 'Zhengzhou: yellow 18:20 → Ⅳ 18:30', minutes: [10], source: 'henan100.com 1104126' },
  { when: '2023-07', zh: '7 月 3 日、11 日两则通告，时刻未载', en: 'two notices of 3 and 11 July, clock times not recorded', minutes: [80, 150], source: 'micangwang.cn; rexun.cn' },
  { when: '2024-07-22', zh: '两则通告（其一：郑州水务局，黄色 18:40 → Ⅳ 19:00）', en: 'two notices (one: Zhengzhou water bureau, yellow 18:40 → Ⅳ 19:00)', minutes: [20, 20], source: 'henan.china.com; news.zynews.cn' },
  { when: '2025-08-07', zh: '郑州：预警时刻不详 → Ⅲ 13:00', en: 'Zhengzhou: time of the warning not known → Ⅲ 13:00', minutes: [], source: 'info35.net' },
];
