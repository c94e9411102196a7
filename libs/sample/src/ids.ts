import { derivedId } from '@xunling/platform';

/** User id of a sample account; the same in every service. */
export const personId = (username: string): string => derivedId('person', username);
export const postId = (key: string): string => derivedId('post', key);
export const unitId = (key: string): string => derivedId('unit', key);
export const siteId = (serial: number): string => derivedId('site', String(serial));
export const teamId = (serial: number): string => derivedId('team', String(serial));
export const depotId = (serial: number): string => derivedId('depot', String(serial));

/** `1` → `01`. */
export const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
