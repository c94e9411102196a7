import type { Colour } from '@xunling/contracts';
import type { Signal } from '@xunling/contracts/classes';
import type { CapInfo, CapMessage } from './cap.js';
import { fault, type Fault } from './fault.js';
import { colourOfInfo, hazardOf } from './hazards.js';
import { parseTitle, type Title, type TitleAction } from './title.js';

/** Areas an info block resolves to; made by the area map. */
export type AreasOf = (info: CapInfo) => readonly string[];
export interface Signals { signals: Signal[]; issuer: string; warnings: Fault[]; action?: TitleAction | undefined }

const isChinese = (info: CapInfo): boolean => /^zh\b/i.test(info.language) || /[\u4e00-\u9fff]/.test(info.headline);
const titleOf = (info: CapInfo): Title | undefined => (isChinese(info) ? parseTitle(info.headline) : undefined);
interface Block { info: CapInfo; title: Title | undefined; hazard: string | undefined }

/**
 * One signal per hazard, all its info blocks together; the Chinese block gives the words.
 * @param defaultExpiry end of a message that names none
 */
export function signalsOf(m: CapMessage, areasOf: AreasOf, defaultExpiry: Date): Signals {
  const warnings: Fault[] = [];
  const blocks = m.infos.map((info): Block => {
    const title = titleOf(info);
    return { info, title, hazard: title?.hazard ?? hazardOf(`${info.headline} ${info.event}`, info.eventCodes) };
  });
  const groups = grouped(blocks, warnings);
  const signals = [...groups].slice(0, 50).map(([hazard, group]) => signalOf(hazard, group, areasOf, defaultExpiry, warnings));
  const first = blocks.find((b) => b.title) ?? blocks.find((b) => isChinese(b.info)) ?? blocks[0];
  const issuer = (first?.info.senderName || first?.title?.issuer || m.sender).slice(0, 300);
  const actions = new Set(blocks.flatMap((b) => (b.title ? [b.title.action] : [])));
  return { signals, issuer, warnings, action: actions.size === 1 ? [...actions][0] : undefined };
}

/** A block of unknown hazard in another language speaks of the one known hazard; alone it is kept under its own event name. */
function grouped(blocks: readonly Block[], warnings: Fault[]): Map<string, Block[]> {
  const known = new Set(blocks.flatMap((b) => b.hazard ?? []));
  const groups = new Map<string, Block[]>();
  for (const block of blocks) {
    const twin = known.size === 1 && blocks.some((b) => b.hazard && b.info.language !== block.info.language);
    const hazard = block.hazard ?? (twin ? [...known][0]! : `OTHER:${block.info.event.slice(0, 50)}`);
    if (!block.hazard && !twin) warnings.push(fault('hazard.unknown', `${block.info.path}/event`, `no hazard code is mapped to "${block.info.event.slice(0, 100)}"; a person has to read it`));
    if (isChinese(block.info) && block.info.headline !== '' && !block.title) warnings.push(fault('title.unparsed', `${block.info.path}/headline`, `title of unknown form, a person has to read it: ${block.info.headline.slice(0, 300)}`));
    groups.set(hazard, [...(groups.get(hazard) ?? []), block]);
  }
  return groups;
}

function signalOf(hazard: string, group: readonly Block[], areasOf: AreasOf, defaultExpiry: Date, warnings: Fault[]): Signal {
  const main = group.find((b) => b.title) ?? group.find((b) => isChinese(b.info)) ?? group[0]!;
  const areas = [...new Set(group.flatMap((b) => areasOf(b.info)))].sort();
  const outer = areas.filter((a) => !areas.some((b) => b !== a && a.startsWith(b)));
  const words = group.filter((b) => b.info.language === main.info.language).flatMap((b) => b.info.areas.map((a) => a.desc)).filter(Boolean);
  const issuedArea = [...new Set(words.length > 0 ? words : group.flatMap((b) => b.info.areas.map((a) => a.desc)))].sort().join('; ').slice(0, 2000);
  const ends = group.map((b) => b.info.expires).filter(Boolean).sort((a, b) => Date.parse(b) - Date.parse(a));
  const { info } = main;
  const headline = (info.headline || info.event || hazard).slice(0, 400);
  return {
    hazard, colour: colourOf(main, group, warnings), areas: outer, issuedArea, headline,
    ...(info.description !== '' && { description: info.description.slice(0, 8000) }),
    ...(info.onset !== '' && { onset: info.onset }),
    expires: ends[0] ?? defaultExpiry.toISOString(), expiresDefaulted: ends.length === 0,
  };
}

function colourOf(main: Block, group: readonly Block[], warnings: Fault[]): Colour {
  const said = main.title?.colour;
  const coded = [main, ...group].map((b) => colourOfInfo(b.info)).find((c) => c !== undefined);
  if (said && coded && said !== coded) warnings.push(fault('colour.differs', `${main.info.path}/headline`, `the title says ${said}, severity or parameter says ${coded}; the title counts`));
  if (said ?? coded) return (said ?? coded)!;
  warnings.push(fault('colour.unknown', `${main.info.path}/severity`, 'no colour can be read; taken as ORANGE so that a person decides'));
  return 'ORANGE';
}
