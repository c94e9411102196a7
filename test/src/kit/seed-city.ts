import { City } from './city.js';

/** `node seed-city.js <folder>`: a first start, migrated and seeded, left there for every city of the suites to begin as a copy of it. */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('seed-city.js needs the folder to fill');
const city = await City.at(folder);
await city.begun();
await city.stop({ keep: true });
