import type { XlEvent } from '@xunling/contracts';

/** A head one origin signed: the chain of this street is proven up to `seq`, so a part may begin behind it. */
export interface PartBegin { source: string; street: string; seq: number; hash: string; signature: string; publicKey: string }

/** First line of an export that does not begin at the beginning: where each chain in it begins. Chains not named begin at 1. */
export interface PartHeader { export: 'xunling-journal-part/1'; from: string; begins: PartBegin[] }

/** Last line of an export that leaves out orders to erase: those orders, as published, for the bodies that are gone in it. */
export interface PartTrailer { export: 'xunling-journal-part/1'; erasures: XlEvent[] }
