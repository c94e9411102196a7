import { Injectable, ValidationPipe, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { pathsOfUnkept } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';

export interface Fault { path: string; reason: string; message: string; messageZh?: string }

const slug = (constraint: string): string => constraint.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
const REASONS: Record<string, string> = { whitelistValidation: 'unknown-field', nestedValidation: 'not-an-object' };

/** Every bad field of a validated input, with its path from the root (`observations.0.unit`). */
export function faultsOf(errors: readonly ValidationError[], prefix = ''): Fault[] {
  return errors.flatMap((error) => {
    const path = prefix ? `${prefix}.${error.property}` : error.property;
    const missing = error.value === undefined && error.constraints && !error.constraints['whitelistValidation'];
    const own = missing
      ? [{ path, reason: 'required', message: `${error.property} is required` }]
      : Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({ path, reason: REASONS[constraint] ?? slug(constraint), message }));
    return [...own, ...faultsOf(error.children ?? [], path)];
  });
}

const malformed = (errors: Fault[]): Refusal => new Refusal('request.malformed', { errors });

/** Holds the merged input of one operation to its class: unknown fields, wrong types and missing ones are all named at once. */
@Injectable()
export class InputPipe implements PipeTransform {
  private readonly validation: ValidationPipe | undefined;

  constructor(input: (new () => object) | undefined) {
    this.validation = input && new ValidationPipe({
      expectedType: input, transform: true, whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, validateCustomDecorators: true,
      exceptionFactory: (errors) => malformed(faultsOf(errors)),
    });
  }

  transform(value: Record<string, unknown>, metadata: ArgumentMetadata): unknown {
    if (this.validation) return this.validation.transform(value, metadata);
    const unknown = Object.keys(value);
    if (unknown.length > 0) throw malformed(unknown.map((path) => ({ path, reason: 'unknown-field', message: `property ${path} should not exist` })));
    return {};
  }
}

/** Path parameters, query and body as one object; a name that comes twice, a text that no table keeps, or a body that is no object, is malformed. */
export function mergedInput(params: unknown, query: unknown, body: unknown): Record<string, unknown> {
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body))) throw malformed([{ path: '', reason: 'not-an-object', message: 'the body must be a JSON object' }]);
  const merged: Record<string, unknown> = {};
  const twice: Fault[] = [];
  for (const part of [params, query, body]) {
    for (const [key, value] of Object.entries((part ?? {}) as Record<string, unknown>)) {
      if (Object.hasOwn(merged, key)) twice.push({ path: key, reason: 'repeated', message: `${key} is given twice` });
      merged[key] = value;
    }
  }
  if (twice.length > 0) throw malformed(twice);
  const unkept = pathsOfUnkept(merged).map((path): Fault => ({ path, reason: 'not-text', message: `${path} must be text, without NUL and without half of a surrogate pair`, messageZh: `${path} 含有无法保存的字符（空字符或不完整的代理对）` }));
  if (unkept.length > 0) throw malformed(unkept);
  return merged;
}
