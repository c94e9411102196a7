import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
// @ts-expect-error: the only place the metadata of @Type can be read from has no declaration file
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, maxLength, minLength } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { eventByType } from './event.js';

/** A JSON Schema (2020-12) as plain data. */
export interface JsonSchema { [keyword: string]: unknown }

const options = { refPointerPrefix: '#/$defs/', classTransformerMetadataStorage: defaultMetadataStorage };
const schemas = new Map<Function, JsonSchema>();
const validators = new Map<Function, ValidateFunction>();

/** Lengths are counted as class-validator counts them (a variation selector is no character), so that both give one verdict. */
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
for (const [keyword, holds] of [['maxLength', maxLength], ['minLength', minLength]] as const) {
  ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword, type: 'string', schemaType: 'number', errors: false, error: { message: ({ schema }) => `${keyword} is ${schema}` },
    // Characters are never more than code units: most strings are far from any limit, the exact count is for those near it.
    validate: (limit: number, text: string) => (keyword === 'maxLength' && text.length <= limit) || holds(text, limit),
  });
}

/** Schema of a contract class with its nested classes under `$defs`; every object is closed (`additionalProperties: false`). */
export function schemaOf(cls: Function): JsonSchema {
  let schema = schemas.get(cls);
  if (!schema) schemas.set(cls, schema = make(cls));
  return schema;
}

const classes = new Map<string, Function>();

/** Schema of one class by its name. Made alone: making all at once takes time with the square of their number and held a service's first message up for seconds. */
function named(name: string): JsonSchema | undefined {
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<Function, unknown> };
  if (!classes.has(name)) for (const target of validationMetadatas.keys()) classes.set(target.name, target);
  const cls = classes.get(name);
  return cls && (targetConstructorToSchema(cls, options) as JsonSchema);
}

function make(cls: Function): JsonSchema {
  const own = { properties: {}, type: 'object', ...targetConstructorToSchema(cls, options) } as JsonSchema;
  const used: Record<string, JsonSchema> = {};
  const collect = (schema: JsonSchema): void => {
    for (const [, name] of JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) {
      if (used[name!]) continue;
      const nested = named(name!);
      if (!nested) throw new Error(`${cls.name}: nested class ${name} has no validated property`);
      used[name!] = { ...nested, additionalProperties: false };
      collect(nested);
    }
  };
  collect(own);
  return { ...own, additionalProperties: false, ...(Object.keys(used).length ? { $defs: used } : {}) };
}

/** Compiled check of a contract class, made once. */
export function validatorOf(cls: Function): ValidateFunction {
  let made = validators.get(cls);
  if (!made) validators.set(cls, made = ajv.compile(schemaOf(cls)));
  return made;
}

/** One thing wrong with data: JSON pointer and reason. */
export interface SchemaFault { path: string; reason: string; message: string }

const fault = ({ instancePath, keyword, message, params }: ErrorObject): SchemaFault => ({
  path: keyword === 'additionalProperties' ? `${instancePath}/${String(params['additionalProperty'])}` : instancePath,
  reason: keyword, message: message ?? keyword,
});

/** What is wrong with the data of an event of `type` (`command.order.issued.v1`); empty where it is right. */
export function validateEventData(type: string, data: unknown): SchemaFault[] {
  const definition = eventByType(type);
  if (!definition) return [{ path: '', reason: 'unknown-type', message: `${type} is not an event of this version` }];
  const holds = validatorOf(definition.data);
  return holds(data) ? [] : (holds.errors ?? []).map(fault);
}
