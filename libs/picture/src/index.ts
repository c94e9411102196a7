/** The common operating picture: a deterministic fold of events, used by gateway, console and drill. */
export * from './picture.js';
export { fold } from './fold.js';
export { canonical, hashPicture, pictureText } from './hash.js';
export { sha256 } from './sha256.js';
export { recount } from './counters.js';
export * from './scope.js';
export * from './read.js';
export { countsOver } from './evacuations.js';
export { putBefore, type Put } from './ground.js';
