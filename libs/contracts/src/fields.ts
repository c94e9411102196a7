import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsObject, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateBy, ValidateIf, ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { AREA_PATTERN } from './area.js';

/** Field kinds of the contract classes: each is a validator and, through it, a JSON Schema, so both give one verdict. */
const all = (...ds: PropertyDecorator[]): PropertyDecorator => (target, key) => { for (const d of ds) d(target, key); };
const schema = (s: Record<string, unknown>): PropertyDecorator => JSONSchema(s as never) as PropertyDecorator;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** RFC 3339 with an offset; the ranges are checked, so an impossible hour or month is malformed. */
export const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** May be absent; null is refused, as the generated schema refuses it. */
export const Optional = (): PropertyDecorator => (target, key) => ValidateIf((_, value) => value !== undefined)(target, key);
export const Id = () => all(IsString(), Matches(UUID));
export const Instant = () => all(IsString(), Matches(INSTANT), schema({ format: 'date-time' }));
/** As stations send it: seconds may be missing, the offset may not. */
export const LooseInstant = () => all(IsString(), Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/));
export const Area = () => all(IsString(), Matches(AREA_PATTERN));
export const Text = (max = 400, min = 1) => all(IsString(), MinLength(min), MaxLength(max));
/** Typed by a person: masking and erasure find it by `x-free-text`. */
export const FreeText = (max = 1000) => all(IsString(), MinLength(1), MaxLength(max), schema({ 'x-free-text': true }));
/** A string of one form; the expression must be anchored. */
export const Pattern = (form: RegExp) => all(IsString(), Matches(form));
export const Sha256 = () => all(IsString(), Matches(/^[0-9a-f]{64}$/));
export const OneOf = (values: readonly string[]) => all(IsIn([...values]), schema({ type: 'string' }));
export const Whole = (min = 0, max = Number.MAX_SAFE_INTEGER) => all(IsInt(), Min(min), Max(max), schema({ type: 'integer' }));
export const Decimal = (min = -1e9, max = 1e9) => all(IsNumber(), Min(min), Max(max));
/** A reading as stations send it: a number, a number as text, or null for none. */
const NUMERAL = /^-?\d{1,9}(\.\d{1,9})?$/;
export const ReadingValue = () => all(
  ValidateBy({ name: 'readingValue', validator: { validate: (v) => v === null || (typeof v === 'number' && Number.isFinite(v) && Math.abs(v) <= 1e9) || (typeof v === 'string' && NUMERAL.test(v)), defaultMessage: () => 'value must be a number, a number as text, or null' } }),
  // the reflected type of a union is Object, which no schema has: replaced as a whole
  JSONSchema((() => ({ anyOf: [{ type: 'number', minimum: -1e9, maximum: 1e9 }, { type: 'string', pattern: NUMERAL.source }, { type: 'null' }] })) as never) as PropertyDecorator,
);
export const Flag = () => IsBoolean();
/** A nested object of a contract class. */
export const Nested = (of: () => Function) => all(IsObject(), ValidateNested(), Type(of as never));
/** A list of nested objects. */
export const ListOf = (of: () => Function, max = 10_000, min = 0) =>
  all(IsArray(), ArrayMinSize(min), ArrayMaxSize(max), IsObject({ each: true }), ValidateNested({ each: true }), Type(of as never));
/** A list of strings that each match. */
export const Strings = (pattern: RegExp, max = 10_000, min = 0) =>
  all(IsArray(), ArrayMinSize(min), ArrayMaxSize(max), IsString({ each: true }), Matches(pattern, { each: true }));
export const Ids = (max = 10_000, min = 0) => Strings(UUID, max, min);
export const Areas = (max = 2000, min = 0) => Strings(AREA_PATTERN, max, min);

/** Query strings arrive as text: a whole number between bounds. */
export const QueryWhole = (min: number, max: number) => all(Transform(({ value }) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value)), Whole(min, max));
/** Query strings arrive as text: `true` or `false`. */
export const QueryFlag = () => all(Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)), IsBoolean());
