/** Of an area's gauges that were ever heard, this share silent means that nobody knows what happens there (C11). */
export const SILENT_SHARE = 0.3;
/** Gauges of one area: `sources` were heard at least once, `silent` of them for three of their intervals no more. */
export interface Voices { silent: number; sources: number }
/** One that never spoke is not connected yet: unknown by itself, but no silence. */
export const isAreaSilent = ({ silent, sources }: Voices): boolean => silent > 0 && silent >= SILENT_SHARE * sources;
