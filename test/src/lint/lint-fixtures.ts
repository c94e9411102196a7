import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';

/** `node lint-fixtures.js '[["<fixture>", "<path it stands at>"], …]'` in the repository's root: the rules each offends, as JSON, of one run of the repository's own lint. */
const eslint = new ESLint();
const asked = JSON.parse(process.argv[2]!) as [string, string][];
const offended: (string | null)[][] = [];
for (const [fixture, filePath] of asked) offended.push((await eslint.lintText(readFileSync(fixture, 'utf8'), { filePath })).flatMap(({ messages }) => messages.map((m) => m.ruleId)));
process.stdout.write(JSON.stringify(offended));
