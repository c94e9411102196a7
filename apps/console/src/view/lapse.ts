import { LAPSES, type Lapse } from '@xunling/contracts';

/** A lapse is said by its code; one of an older edition stands as it is. */
export const lapseSays = (reason: string, zh: boolean): string => { const said = LAPSES[reason as Lapse] as (typeof LAPSES)[Lapse] | undefined; return said ? (zh ? said.zh : said.en) : reason; };
