/** The CAP schemas as tables, re-typed from the standard's order and patterns (domain.md D.10): `name`, `?` optional, `*` any number, `+` one or more, `:type`. */
export type CapVersion = '1.2' | '1.1' | '1.0';
export interface Slot { name: string; min: number; max: number; type: string }

export const NAMESPACES: Record<string, CapVersion> = {
  'urn:oasis:names:tc:emergency:cap:1.2': '1.2',
  'urn:oasis:names:tc:emergency:cap:1.1': '1.1',
  'http://www.incident.com/cap/1.0': '1.0',
};
export const SIGNATURE_NS = 'http://www.w3.org/2000/09/xmldsig#';

const OCCURS: Record<string, [number, number]> = { '': [1, 1], '?': [0, 1], '*': [0, Infinity], '+': [1, Infinity] };
const table = (text: string): Slot[] => text.trim().split(/\s+/).map((word) => {
  const [, name, mark, type] = /^(\w+)([?*+]?)(?::(\w+))?$/.exec(word)!;
  const [min, max] = OCCURS[mark!]!;
  return { name: name!, min, max, type: type ?? 'text' };
});

const PAIR = table('valueName value');
const AREA = table('areaDesc polygon* circle* geocode*:pair altitude?:decimal ceiling?:decimal');
const ALERT_HEAD = 'identifier sender sent:time status:status msgType:msgType';
const ALERT_TAIL = 'restriction? addresses? code* note? references? incidents? info*:info';
const INFO_TAIL = 'effective?:time onset?:time expires?:time senderName? headline? description? instruction? web?:uri contact? parameter*:pair resource*:resource area*:area';

/** Structures by version; a type that is none of these is a simple one of `SIMPLE`. */
export const STRUCTURES: Record<CapVersion, Record<string, Slot[]>> = {
  '1.2': {
    alert: table(`${ALERT_HEAD} source? scope:scope ${ALERT_TAIL}`),
    info: table(`language?:language category+:category event responseType*:responseType urgency:urgency severity:severity certainty:certainty audience? eventCode*:pair ${INFO_TAIL}`),
    resource: table('resourceDesc mimeType size?:integer uri?:uri derefUri? digest?'),
    area: AREA, pair: PAIR,
  },
  '1.1': {
    alert: table(`${ALERT_HEAD} source? scope:scope ${ALERT_TAIL}`),
    info: table(`language?:language category+:category event responseType*:responseType urgency:urgency severity:severity certainty:certainty audience? eventCode*:pair ${INFO_TAIL}`),
    resource: table('resourceDesc mimeType? size?:integer uri?:uri derefUri? digest?'),
    area: AREA, pair: PAIR,
  },
  '1.0': {
    alert: table(`${ALERT_HEAD} password? source? scope?:scope ${ALERT_TAIL}`),
    info: table(`language?:language category*:category event urgency:urgency severity:severity certainty:certainty audience? eventCode* ${INFO_TAIL.replace('parameter*:pair', 'parameter*')}`),
    resource: table('resourceDesc mimeType? size?:integer uri?:uri digest?'),
    area: table('areaDesc polygon* circle* geocode* altitude?:decimal ceiling?:decimal'), pair: PAIR,
  },
};

const words = (text: string): readonly string[] => text.split(' ');
const CATEGORIES = 'Geo Met Safety Security Rescue Fire Health Env Transport Infra';
export const ENUMS: Record<string, Partial<Record<CapVersion, readonly string[]>> & { '1.2': readonly string[] }> = {
  status: { '1.2': words('Actual Exercise System Test Draft'), '1.0': words('Actual Exercise System Test') },
  msgType: { '1.2': words('Alert Update Cancel Ack Error') },
  scope: { '1.2': words('Public Restricted Private') },
  category: { '1.2': words(`${CATEGORIES} CBRNE Other`), '1.0': words(`${CATEGORIES} Other`) },
  responseType: { '1.2': words('Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None'), '1.1': words('Shelter Evacuate Prepare Execute Monitor Assess None') },
  urgency: { '1.2': words('Immediate Expected Future Past Unknown') },
  severity: { '1.2': words('Extreme Severe Moderate Minor Unknown') },
  certainty: { '1.2': words('Observed Likely Possible Unlikely Unknown'), '1.0': ['Very Likely', ...words('Observed Likely Possible Unlikely Unknown')] },
};

const TIME_12 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
const TIME_OLD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[-+]\d\d:\d\d)$/;

/** True where a time has the version's form and names a real instant. */
export function isTime(text: string, version: CapVersion): boolean {
  if (!(version === '1.2' ? TIME_12 : TIME_OLD).test(text)) return false;
  const [year, month, day, hour, minute, second] = text.slice(0, 19).split(/[-T:]/).map(Number) as [number, number, number, number, number, number];
  const offset = /([-+])(\d\d):(\d\d)$/.exec(text);
  if (offset && (Number(offset[2]) > 14 || Number(offset[3]) > 59)) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate() && hour <= 23 && minute <= 59 && second <= 59;
}

/** Checks of simple types that are no enumeration; the text comes trimmed. */
export const SIMPLE: Record<string, (text: string, version: CapVersion) => boolean> = {
  time: isTime,
  language: (text) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(text),
  integer: (text) => /^[-+]?\d+$/.test(text),
  decimal: (text) => /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(text),
  uri: (text) => !/[<>"{}|\\^`\s]/.test(text),
};
