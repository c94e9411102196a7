import { sampleAreas } from '@xunling/sample';
import { AreaMap } from './area/area-map.js';

/** Invented alerts for specs. */
export interface Made { version?: string; identifier?: string; sender?: string; sent?: string; status?: string; msgType?: string; scope?: string; references?: string; infos?: string; after?: string; before?: string }

export const areaXml = (inner = '<geocode><valueName>GB/T 2260</valueName><value>410171561</value></geocode>', desc = '潮河街道'): string => `<area><areaDesc>${desc}</areaDesc>${inner}</area>`;
export const infoXml = ({ language = 'zh-CN', event = '暴雨', severity = 'Extreme', headline = '某市气象台发布暴雨红色预警', area = areaXml(), expires = '2026-07-20T19:00:00+08:00', code = '' } = {}): string =>
  `<info><language>${language}</language><category>Met</category><event>${event}</event><responseType>Evacuate</responseType><urgency>Immediate</urgency><severity>${severity}</severity><certainty>Likely</certainty>${code}` +
  `${expires && `<expires>${expires}</expires>`}<senderName>某市气象台</senderName><headline>${headline}</headline><description>三小时内一百毫米</description><instruction>停止户外活动</instruction><web>https://example.org/a</web><contact>值班室</contact>${area}</info>`;

export function alertXml({ version = 'urn:oasis:names:tc:emergency:cap:1.2', identifier = 'a1', sender = 'bureau@example.org', sent = '2026-07-20T16:00:00+08:00', status = 'Actual', msgType = 'Alert', scope = '<scope>Public</scope>', references, infos = infoXml(), before = '', after = '' }: Made = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${before}<alert xmlns="${version}"><identifier>${identifier}</identifier><sender>${sender}</sender><sent>${sent}</sent><status>${status}</status><msgType>${msgType}</msgType>${scope}` +
    `${references === undefined ? '' : `<references>${references}</references>`}${infos}${after}</alert>`;
}
export const bytesOf = (made?: Made): Buffer => Buffer.from(alertXml(made));

export function sampleMap(): AreaMap {
  const map = new AreaMap('410171');
  for (const area of sampleAreas()) map.open(area);
  return map;
}

/** For specs of what comes after the agreement: no board is there, and none is asked. */
export const WITHOUT_BOARD = { agree: async (): Promise<void> => undefined, acknowledged: (): void => undefined };
