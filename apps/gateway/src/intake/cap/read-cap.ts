import { capOf, type CapMessage } from './cap.js';
import { schemaFaults } from './check-schema.js';
import { decode } from './decode.js';
import { fault, Unreadable, type Fault } from './fault.js';
import { judge, referencesOf, type Reference } from './rules.js';
import { NAMESPACES } from './schema.js';
import { signatureFaults } from './signature.js';
import { readXml, type XmlNode } from './xml.js';

/** Outcome of form and rules, before the area is resolved. `status` is as far as it could be read, if need be by the text alone. */
export interface ReadCap { message?: CapMessage; references: Reference[]; errors: Fault[]; warnings: Fault[]; status: string }

const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'];
/** CAP puts the status fourth: beyond this it is no alert's own. */
const STATUS_WITHIN = 64 * 1024;

/** Judges the bytes of one alert. Never throws: whatever comes in, a verdict goes out. No I/O. */
export function readCap(bytes: Uint8Array): ReadCap {
  try {
    const { root, instructions } = readXml(decode(bytes));
    const read = readAlert(root, () => statusInText(bytes));
    for (const target of instructions) read.warnings.push(fault('xml.instruction', '', `processing instruction "${target}" was ignored`));
    return read;
  } catch (error) {
    const found = error instanceof Unreadable ? error.fault : fault('xml.not-xml', '', 'the document cannot be read');
    return { references: [], errors: [found], warnings: [], status: statusInText(bytes) };
  }
}

/** What a document that cannot be read as CAP says of itself: a real warning in bad form must still reach a person. Names and value are ASCII in every encoding taken. */
function statusInText(bytes: Uint8Array): string {
  const said = /<(?:[\w.-]{1,40}:)?status\s*>\s*([A-Za-z]{4,8})\s*<\//.exec(Buffer.from(bytes.subarray(0, STATUS_WITHIN)).toString('latin1'))?.[1] ?? '';
  return STATUSES.includes(said) ? said : 'unknown';
}

/** Judges an alert element that is parsed already. @param said its status as the text alone tells, where it is no CAP alert */
export function readAlert(root: XmlNode, said: () => string = () => 'unknown'): ReadCap {
  const version = Object.hasOwn(NAMESPACES, root.ns) ? NAMESPACES[root.ns] : undefined;
  if (root.name !== 'alert') return { references: [], errors: [fault('cap.not-an-alert', root.path, `the root is <${root.name.slice(0, 60)}>, not <alert>`)], warnings: [], status: said() };
  if (!version) return { references: [], errors: [fault('cap.namespace', root.path, `"${root.ns.slice(0, 100)}" is no CAP namespace (1.2, 1.1, 1.0)`)], warnings: [], status: said() };
  const message = capOf(root, version);
  const status = STATUSES.includes(message.status) ? message.status : 'unknown';
  const schema = schemaFaults(root, version);
  const warnings = hints(root);
  if (schema.length > 0) return { message, references: [], errors: [...schema, ...judge(message).errors].slice(0, 50), warnings, status };
  const judged = judge(message);
  if (version !== '1.2') warnings.push(fault('cap.older-version', root.path, `CAP ${version} was read by its own schema`));
  if (message.signed) warnings.push(fault('signature.not-verified', '/alert/Signature', 'signed; the signature was not verified and gives no trust'));
  return { message, references: referencesOf(message).references, errors: [...judged.errors, ...signatureFaults(root)], warnings: [...warnings, ...judged.warnings], status };
}

function hints(root: XmlNode): Fault[] {
  const found: Fault[] = [];
  for (const name of root.attributes.keys()) if (/^xsi:/.test(name)) found.push(fault('xml.schema-location', `${root.path}/@${name}`, 'a schema location was ignored, nothing was fetched'));
  return found;
}
