import { parse, v5, v7 } from 'uuid';

// read once: as text it would be read again for each of ten thousand orders
const NAMESPACE = parse('7b0f3c52-2021-5720-8f59-410171000000');

/** A new time-ordered id (UUIDv7). */
export const newId = (): string => v7();
/** The same id for the same name, everywhere and always (UUIDv5): `derivedId('duty', orderId)`. */
export const derivedId = (kind: string, name: string): string => v5(`${kind}:${name}`, NAMESPACE);
