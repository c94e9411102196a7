import { parentPort } from 'node:worker_threads';
import { drawSheet } from './draw-sheet.js';
import { Fonts } from './fonts.js';
import type { Sheet } from './sheet.js';

/** Draws away from the door's own thread: shaping thousands of characters must not hold up anybody's stream. */
const fonts = new Fonts();
let before: Promise<unknown> = Promise.resolve();
parentPort!.on('message', ({ id, sheet }: { id: number; sheet: Sheet }) => {
  before = before.then(async () => {
    try { parentPort!.postMessage({ id, bytes: await drawSheet(sheet, fonts) }); } catch (error) { parentPort!.postMessage({ id, error: String((error as Error).stack) }); }
  });
});
