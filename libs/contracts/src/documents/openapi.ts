import { allOperations, contextOf, LARGE_DEADLINE_MS, type OperationDefinition } from '../operation.js';
import { REFUSALS } from '../refusals.js';
import { schemaOf, type JsonSchema } from '../schema.js';
import { Components } from './components.js';

type Doc = Record<string, unknown>;

const PROBLEM: JsonSchema = {
  type: 'object', required: ['type', 'status', 'code', 'title', 'titleZh'],
  properties: {
    type: { type: 'string', format: 'uri-reference' }, status: { type: 'integer' }, code: { type: 'string', enum: Object.keys(REFUSALS) },
    title: { type: 'string' }, titleZh: { type: 'string' }, detail: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', required: ['path', 'reason', 'message'], properties: { path: { type: 'string' }, reason: { type: 'string' }, message: { type: 'string' }, messageZh: { type: 'string' } } } },
    state: { type: 'string' }, allowed: { type: 'array', items: { type: 'string' } },
  },
};

/** OpenAPI 3.1 of the operations registry. */
export function openApi(operations: readonly OperationDefinition[] = allOperations()): Doc {
  const components = new Components();
  const paths: Record<string, Doc> = {};
  for (const op of operations) {
    const { method, path } = addressOf(op);
    paths[path] = { ...paths[path], [method]: describe(op, components) };
  }
  components.put('Problem', PROBLEM);
  return {
    openapi: '3.1.0',
    info: { title: 'Xunling 汛令', version: '0.1.0', description: 'The door of Xunling: JSON over HTTP. Errors are RFC 9457 problems with a stable `code`; writes take `Idempotency-Key`; a read may name events it was told of (`Heard-Events`: ids, comma-separated, 16 at most) and is answered from no earlier, or after two seconds; instants are RFC 3339 with offset; coordinates are WGS84.' },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...new Set(operations.map(contextOf))].map((name) => ({ name })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, cookie: { type: 'apiKey', in: 'cookie', name: 'xl_session' } },
      responses: { Problem: { description: 'A named refusal.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      schemas: components.all(),
    },
  };
}

function addressOf({ http }: OperationDefinition): { method: string; path: string; inPath: string[] } {
  const [method, path] = http.split(' ') as [string, string];
  return { method: method.toLowerCase(), path: path.replace(/:(\w+)/g, '{$1}'), inPath: [...path.matchAll(/:(\w+)/g)].map((m) => m[1]!) };
}

function describe(op: OperationDefinition, components: Components): Doc {
  const { method, inPath } = addressOf(op);
  const input = op.input ? fieldsOf(op.input, components) : { properties: {}, required: [] };
  const rest = Object.keys(input.properties).filter((name) => !inPath.includes(name));
  const inQuery = method === 'get' || method === 'delete' ? rest : [];
  const example = (op.example ?? {}) as Record<string, unknown>;
  const parameter = (name: string, where: 'path' | 'query'): Doc => ({
    name, in: where, required: where === 'path' || input.required.includes(name), schema: input.properties[name] ?? { type: 'string' },
    ...(example[name] !== undefined && { example: example[name] }),
  });
  const parameters = [...inPath.map((name) => parameter(name, 'path')), ...inQuery.map((name) => parameter(name, 'query')), ...(op.write ? [IDEMPOTENCY] : [])];
  const body = method === 'get' || method === 'delete' ? undefined : bodyOf(op, input, rest, example);
  return {
    operationId: op.name, tags: [contextOf(op)], summary: op.summary, 'x-roles': op.roles, ...(op.zone && { 'x-over': 'zone' }), ...(op.large && { 'x-deadline-seconds': LARGE_DEADLINE_MS / 1000 }),
    ...(op.roles.includes('public') && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: { [String(op.status ?? 200)]: answerOf(op, components), default: { $ref: '#/components/responses/Problem' } },
  };
}

const IDEMPOTENCY: Doc = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'The same key with the same body gets the first answer again; with another body 422 `idempotency.mismatch`.' };

interface Fields { properties: Record<string, JsonSchema>; required: string[] }

/** The fields of the merged input; nested classes go to the components. */
function fieldsOf(cls: Function, components: Components): Fields {
  const { $defs, properties, required } = JSON.parse(JSON.stringify(schemaOf(cls)).replaceAll('#/$defs/', '#/components/schemas/')) as Partial<Fields> & { $defs?: Record<string, JsonSchema> };
  for (const [name, schema] of Object.entries($defs ?? {})) components.put(name, schema);
  return { properties: properties ?? {}, required: required ?? [] };
}

function bodyOf(op: OperationDefinition, input: Fields, names: readonly string[], example: Record<string, unknown>): Doc | undefined {
  if (op.consumes) return { required: true, content: Object.fromEntries(op.consumes.map((type) => [type, { schema: rawSchema(type, input, names) }])) };
  if (names.length === 0) return undefined;
  const required = input.required.filter((name) => names.includes(name));
  const shown = Object.fromEntries(Object.entries(example).filter(([name]) => names.includes(name)));
  const schema = { type: 'object', additionalProperties: false, properties: pick(input.properties, names), ...(required.length > 0 && { required }) };
  return { required: required.length > 0, content: { 'application/json': { schema, ...(Object.keys(shown).length > 0 && { example: shown }) } } };
}

const pick = (from: Record<string, JsonSchema>, names: readonly string[]): Record<string, JsonSchema> => Object.fromEntries(names.map((name) => [name, from[name]!]));

/** Bytes as they are; a form is the input's fields beside its `file`. */
const rawSchema = (type: string, input: Fields, names: readonly string[]): JsonSchema =>
  type === 'multipart/form-data'
    ? { type: 'object', additionalProperties: false, required: ['file', ...input.required], properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' }, ...pick(input.properties, names) } }
    : { type: 'string' };

function answerOf(op: OperationDefinition, components: Components): Doc {
  if (op.produces) return { description: op.summary, content: Object.fromEntries(op.produces.map((type) => [type, { schema: { type: 'string' } }])) };
  if (!op.output) return { description: op.status === 204 ? 'Done; no content.' : op.summary };
  return { description: op.summary, content: { 'application/json': { schema: components.ref(op.output) } } };
}
