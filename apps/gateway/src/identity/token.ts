import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 bits, URL-safe. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
