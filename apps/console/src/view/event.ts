/** Kinds that every context has, said in the same words for all. */
const OF_ALL: readonly [RegExp, string][] = [[/\.refusal\.stated$/, 'refusal'], [/\.letter\./, 'letter'], [/\.head\.stated$/, 'head'], [/\.body\.erased$/, 'erased']];

/** Under which key of the catalogue an event type is named, with or without its version. */
export function eventKey(type: string): string {
  const bare = type.replace(/\.v\d+$/, '');
  return OF_ALL.find(([of]) => of.test(bare))?.[1] ?? bare;
}
