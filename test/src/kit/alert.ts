/** Invented CAP 1.2 alerts for whole-system suites, with fresh times: an alert that is over opens nothing. */
export interface AlertOptions {
  identifier?: string; sender?: string; status?: string; msgType?: string; colour?: 'BLUE' | 'YELLOW' | 'ORANGE' | 'RED'; geocode?: string; references?: string; headline?: string;
  issuer?: string; sentAgoMinutes?: number; expiresInMinutes?: number; area?: string;
}

const COLOURS = { BLUE: ['蓝色', 'Minor'], YELLOW: ['黄色', 'Moderate'], ORANGE: ['橙色', 'Severe'], RED: ['红色', 'Extreme'] } as const;

/** CAP wants local time with a numeric offset and no fraction. */
export function capTime(at: Date): string {
  return `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

let serial = 0;
export const nextIdentifier = (): string => `T-${process.pid}-${Date.now()}-${serial++}`;

export function alertXml(options: AlertOptions = {}): string {
  const { sender = 'weather@sample.example', issuer = '示例市气象台', status = 'Actual', msgType = 'Alert', colour = 'RED', geocode = '410171', references, sentAgoMinutes = 1, expiresInMinutes = 180 } = options;
  const identifier = options.identifier ?? nextIdentifier();
  const [zh, severity] = COLOURS[colour];
  const now = Date.now();
  const headline = options.headline ?? `${issuer}发布暴雨${zh}预警信号`;
  const area = options.area ?? `<area><areaDesc>经开区</areaDesc><geocode><valueName>GB/T 2260</valueName><value>${geocode}</value></geocode></area>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>${sender}</sender><sent>${capTime(new Date(now - sentAgoMinutes * 60_000))}</sent><status>${status}</status><msgType>${msgType}</msgType><scope>Public</scope>${references ? `<references>${references}</references>` : ''}
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><responseType>Evacuate</responseType><urgency>Immediate</urgency><severity>${severity}</severity><certainty>Likely</certainty><expires>${capTime(new Date(now + expiresInMinutes * 60_000))}</expires><senderName>${issuer}</senderName><headline>${headline}</headline><description>预计未来三小时累计降水量将达100毫米以上。</description><instruction>停止户外活动，远离下穿通道。</instruction><web>https://weather.example/a</web><contact>值班室</contact>${area}</info></alert>`;
}
