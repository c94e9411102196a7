import { Refusal } from '@xunling/platform';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LETTER = /^\d{4}-\d\d-\d\dT[\d:.]+Z\/[0-9a-f-]{36}$/;
const checked = (cursor: string | undefined, form: RegExp): string | null => {
  if (cursor === undefined) return null;
  if (!form.test(cursor)) throw new Refusal('request.malformed', { errors: [{ path: 'cursor', reason: 'not-a-cursor', message: 'cursor must come from nextCursor of the page before' }] });
  return cursor;
};

/** Cursor of a list that is ordered by id, as the query takes it. */
export const idCursor = (cursor: string | undefined): string | null => checked(cursor, UUID);
/** Cursor `<at>/<id>` of the dead letters. */
export const letterCursor = (cursor: string | undefined): string | null => checked(cursor, LETTER);
