import type { CapInfo, CapMessage } from './cap.js';
import { fault, type Fault } from './fault.js';
import { circleOf, isGeometryFault, polygonOf } from './geometry.js';
import { isTime } from './schema.js';

export interface Reference { sender: string; identifier: string; sent: string }
export interface Judged { errors: Fault[]; warnings: Fault[] }

/** Reads the triplets; what is no triplet is named. */
export function referencesOf(m: CapMessage): { references: Reference[]; faults: Fault[] } {
  const references: Reference[] = [];
  const faults: Fault[] = [];
  for (const word of m.references.split(/\s+/).filter(Boolean).slice(0, 500)) {
    const parts = word.split(',');
    const sent = parts.at(-1)!;
    if (parts.length !== 3 || parts.some((p) => p === '' || p.length > 300) || !isTime(sent, '1.1')) faults.push(fault('references.malformed', '/alert/references', `"${word.slice(0, 80)}" is no "sender,identifier,sent"`));
    else references.push({ sender: parts[0]!, identifier: parts[1]!, sent });
  }
  return { references, faults };
}

/** What the schema cannot say. Errors are what the intake profile refuses; all else is recorded. */
export function judge(m: CapMessage): Judged {
  const errors: Fault[] = [];
  const warnings: Fault[] = [];
  for (const name of ['identifier', 'sender'] as const) {
    if (m[name] === '' || m[name].length > 300) errors.push(fault(`${name}.missing`, `/alert/${name}`, `<${name}> is ${m[name] === '' ? 'empty' : 'over 300 characters'}`));
    else if (/[\s,<&]/.test(m[name])) warnings.push(fault(`${name}.characters`, `/alert/${name}`, `<${name}> holds a space, comma, < or &`));
  }
  judgeReferences(m, errors, warnings);
  judgeScope(m, warnings);
  if (m.infos.length === 0) {
    const quiet = ['Cancel', 'Ack', 'Error'].includes(m.msgType);
    (quiet ? warnings : errors).push(fault('info.missing', '/alert/info', 'there is no info block'));
  }
  for (const info of m.infos) judgeInfo(m, info, errors, warnings);
  judgeTogether(m, warnings);
  return { errors: errors.slice(0, 50), warnings };
}

function judgeReferences(m: CapMessage, errors: Fault[], warnings: Fault[]): void {
  const { references, faults } = referencesOf(m);
  const needed = m.msgType === 'Update' || m.msgType === 'Cancel';
  const usable = references.filter((r) => !(r.sender === m.sender && r.identifier === m.identifier && Date.parse(r.sent) === Date.parse(m.sent)));
  if (usable.length < references.length) errors.push(fault('references.self', '/alert/references', 'the message refers to itself'));
  if (needed && usable.length === 0) errors.push(fault('references.missing', '/alert/references', `${m.msgType} without a usable reference to an earlier message`), ...faults);
  else warnings.push(...faults);
  if (!needed && m.referencesGiven && m.references === '') warnings.push(fault('references.empty', '/alert/references', '<references> is empty'));
  for (const r of usable) if (Date.parse(r.sent) > Date.parse(m.sent)) warnings.push(fault('references.later', '/alert/references', `refers to a message of ${r.sent}, later than itself`));
}

function judgeScope(m: CapMessage, warnings: Fault[]): void {
  if (m.scope === 'Restricted' && m.restriction === '') warnings.push(fault('restriction.missing', '/alert/restriction', 'scope Restricted needs a restriction'));
  if (m.scope !== 'Restricted' && m.restriction !== '') warnings.push(fault('restriction.unexpected', '/alert/restriction', 'a restriction goes with scope Restricted only'));
  if (m.scope === 'Private' && m.addresses === '') warnings.push(fault('addresses.missing', '/alert/addresses', 'scope Private needs addresses'));
  if (m.status === 'Exercise' && m.note === '') warnings.push(fault('note.missing', '/alert/note', 'an exercise should say so in a note'));
}

function judgeInfo(m: CapMessage, info: CapInfo, errors: Fault[], warnings: Fault[]): void {
  const warn = (reason: string, field: string, message: string): void => { warnings.push(fault(reason, `${info.path}/${field}`, message)); };
  if (info.expires === '') warn('expires.missing', 'expires', 'there is no expires; our default is taken and marked');
  else if (Date.parse(info.effective || m.sent) > Date.parse(info.expires)) warn('expires.before-effective', 'expires', 'the message ends before it takes effect');
  for (const field of ['description', 'web', 'senderName', 'headline', 'instruction', 'contact'] as const) if (info[field] === '') warn(`${field}.missing`, field, `there is no ${field}`);
  if (info.responseTypes.length === 0) warn('responseType.missing', 'responseType', 'there is no responseType');
  for (const field of ['urgency', 'severity', 'certainty'] as const) if (info[field] === 'Unknown') warn(`${field}.unknown`, field, `${field} is Unknown`);
  if (info.certainty === 'Very Likely') warn('certainty.deprecated', 'certainty', '"Very Likely" is deprecated');
  if (info.event === '') warn('event.empty', 'event', '<event> is empty');
  if (info.headline.length > 140) warn('headline.long', 'headline', 'the headline is over 140 characters');
  if (info.headline !== '' && info.headline === info.description) warn('headline.repeated', 'description', 'headline and description are the same');
  if (info.description !== '' && info.description === info.instruction) warn('instruction.repeated', 'instruction', 'description and instruction are the same');
  if (info.web !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(info.web)) warn('web.relative', 'web', 'web must be an absolute address');
  for (const field of ['event', 'headline', 'description', 'instruction'] as const) if (/<\/?[a-z][^<>]*>|&(#\d+|[a-z]+);/i.test(info[field])) warn('text.html', field, `HTML in ${field}`);
  for (const p of [...info.parameters, ...info.eventCodes]) if (p.name === '' || p.value === '') warnings.push(fault('pair.empty', p.path, `a valueName or value is empty${p.name ? ` (${p.name.slice(0, 60)})` : ''}`));
  for (const r of info.resources) if (r.uri !== '' && r.derefUri === '' && !/^[a-z][a-z0-9+.-]*:/i.test(r.uri)) warnings.push(fault('resource.relative', r.path, 'a relative uri needs derefUri'));
  if (info.areas.length === 0) {
    const list = m.msgType === 'Cancel' ? warnings : errors;
    list.push(fault('area.missing', `${info.path}/area`, 'the info block has no area'));
  }
  judgeAreas(info, errors, warnings);
}

function judgeAreas(info: CapInfo, errors: Fault[], warnings: Fault[]): void {
  for (const area of info.areas) {
    for (const shape of area.polygons) { const p = polygonOf(shape); if (isGeometryFault(p)) errors.push(p); }
    for (const shape of area.circles) {
      const c = circleOf(shape);
      if (isGeometryFault(c)) errors.push(c);
      else if (c.km === 0) warnings.push(fault('circle.zero', shape.path, 'the circle has no radius'));
    }
    for (const g of area.geocodes) if (g.name === '' || g.value === '') warnings.push(fault('geocode.empty', g.path, 'a geocode is empty'));
    if (area.desc === '') warnings.push(fault('areaDesc.empty', `${area.path}/areaDesc`, '<areaDesc> is empty'));
    if (area.ceiling !== undefined && area.altitude === undefined) warnings.push(fault('ceiling.alone', `${area.path}/ceiling`, 'a ceiling needs an altitude'));
    if (area.ceiling !== undefined && area.altitude !== undefined && area.ceiling <= area.altitude) warnings.push(fault('ceiling.low', `${area.path}/ceiling`, 'the ceiling does not exceed the altitude'));
  }
}

function judgeTogether(m: CapMessage, warnings: Fault[]): void {
  const [first, ...others] = m.infos;
  const categories = (i: CapInfo): string => [...i.categories].sort().join(' ');
  const codes = (i: CapInfo): string => i.eventCodes.map((c) => `${c.name}=${c.value}`).sort().join(' ');
  for (const other of others) {
    if (categories(other) !== categories(first!)) warnings.push(fault('info.categories-differ', `${other.path}/category`, 'info blocks of one alert have different categories'));
    if (codes(other) !== codes(first!)) warnings.push(fault('info.event-codes-differ', `${other.path}/eventCode`, 'info blocks of one alert have different event codes'));
  }
}
