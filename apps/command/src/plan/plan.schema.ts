import { COLOURS, ELEMENTS, FORCES, LEVELS, ORDERED_MEASURES, scopeAt, SITE_KINDS, SUSPEND_SCOPES } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import { Ajv, type ErrorObject } from 'ajv';
import type { PlanDocument, PlanLine, Trigger } from './plan.js';

const text = { type: 'string', minLength: 1, maxLength: 2000, pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f]*$' };
const object = (properties: Record<string, object>, optional: string[] = []): object => ({
  type: 'object', additionalProperties: false, properties, required: Object.keys(properties).filter((k) => !optional.includes(k)),
});
const minute = { type: 'integer', minimum: 1, maximum: 10_080 };
const ARROWS = { delivered: minute, acknowledged: minute, executing: minute, reported: minute, verified: minute };
const line = {
  measure: { enum: ORDERED_MEASURES }, textZh: text, textEn: text,
  // a draft may lack an arrow; the gap check finds it, and nothing is approved without
  minutes: object(ARROWS, Object.keys(ARROWS)),
  areas: { type: 'array', minItems: 1, maxItems: 100, uniqueItems: true, items: { type: 'string', pattern: '^\\d{6}(\\d{3}){1,4}$' } },
};
const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
const kinds = { type: 'array', minItems: 1, maxItems: 20, items: text };
const conditions = { anyOf: [
  object({ code: text, kind: { const: 'warning' }, atLeast: { enum: COLOURS }, zh: text, en: text }),
  object({ code: text, kind: { const: 'reading' }, zh: text, en: text }),
  object({
    code: text, kind: { const: 'observation' }, element: { enum: ELEMENTS }, statistic: { enum: ['sum', 'max', 'min', 'last'] }, minutes: { type: 'integer', minimum: 1, maximum: 4320 }, atLeast: { type: 'number' }, clearsBelow: { type: 'number' },
    sources: { type: 'integer', minimum: 1, maximum: 1000 }, zh: text, en: text,
  }, ['clearsBelow', 'sources']),
] };
const perArea = { type: 'integer', minimum: 1, maximum: 100 };
const stock = { type: 'array', minItems: 1, maxItems: 40, items: object({ item: { type: 'string', pattern: '^[A-Z][A-Z0-9_]{1,39}$' }, quantity: { type: 'number', exclusiveMinimum: 0, maximum: 1e9 } }) };
const level = object({
  notices: { type: 'array', maxItems: 20, items: object({ textZh: text, textEn: text }) },
  triggers: object({
    need: { type: 'integer', minimum: 1, maximum: 40 },
    of: { type: 'array', minItems: 1, maxItems: 40, items: { anyOf: [
      ...conditions.anyOf, object({ code: text, kind: { const: 'k-of' }, need: { type: 'integer', minimum: 1, maximum: 20 }, of: { type: 'array', minItems: 1, maxItems: 20, items: conditions }, zh: text, en: text }),
    ] } },
  }),
  orders: { type: 'array', minItems: 1, maxItems: 200, items: { type: 'object', required: ['to'], discriminator: { propertyName: 'to' }, oneOf: [
    object({ to: { const: 'packet' }, force: { enum: FORCES }, ...line }, ['areas']),
    object({ to: { const: 'site' }, siteKinds: { type: 'array', minItems: 1, items: { enum: SITE_KINDS } }, scope: { enum: SUSPEND_SCOPES }, ...line }, ['scope', 'areas']),
    object({ to: { const: 'team' }, kinds, perArea, ...line }, ['perArea', 'areas']),
    object({ to: { const: 'depot' }, kinds, perArea, stock, ...line }, ['perArea', 'stock', 'areas']),
    object({ to: { const: 'post' }, posts: { type: 'array', minItems: 1, maxItems: 100, uniqueItems: true, items: { type: 'string', pattern: UUID } }, ...line }, ['areas']),
  ] } },
}, ['notices']);

/** The plan document; what decorators cannot say is this one schema. */
export const PLAN_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#', $id: 'xunling/plan', title: 'Plan version',
  ...object({
    planId: { type: 'string', pattern: '^[a-z0-9-]{3,60}$' },
    planVersion: { type: 'string', pattern: '^[a-z0-9-]{3,60}@[0-9]{1,6}$' },
    name: { ...text, maxLength: 200 }, nameEn: { ...text, maxLength: 200 }, label: { ...text, maxLength: 80 },
    hazards: kinds,
    promptShare: { type: 'number', minimum: 0.1, maximum: 0.95 },
    warningLed: object(Object.fromEntries(COLOURS.map((c) => [c, { enum: LEVELS }])), [...COLOURS]),
    levels: object(Object.fromEntries(LEVELS.map((l) => [l, level]))),
  }, ['promptShare']),
};

const check = new Ajv({ allErrors: true, discriminator: true }).compile<PlanDocument>(PLAN_SCHEMA);

/** The bad field itself: what is missing or too much is named, not what should hold it. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty } = params as { missingProperty?: string; additionalProperty?: string };
  return ['document', ...instancePath.split('/').slice(1), missingProperty ?? additionalProperty].filter((x) => x !== undefined).join('.');
}

/** The document as a plan, or 422 with the path of every fault. */
export function parsePlan(document: unknown): PlanDocument {
  if (!check(document)) {
    const errors = (check.errors ?? []).slice(0, 200).map((e) => ({ path: pathOf(e), reason: e.keyword, message: e.message ?? '' }));
    throw new Refusal('input.impossible', { errors });
  }
  const plan = document as PlanDocument;
  if (!plan.planVersion.startsWith(`${plan.planId}@`)) {
    throw new Refusal('input.impossible', { errors: [{ path: 'document.planVersion', reason: 'version', message: 'must be <planId>@<number>' }] });
  }
  const errors = LEVELS.flatMap((l) => [...faultsOf(plan.levels[l].triggers, `document.levels.${l}.triggers`), ...plan.levels[l].orders.flatMap((line, i) => unfit(line, `document.levels.${l}.orders.${i}`))]);
  if (errors.length > 0) throw new Refusal('input.impossible', { errors: errors.slice(0, 200) });
  return plan;
}

/** Kinds of site at which a line stops what cannot be stopped there. */
function unfit(line: PlanLine, at: string): Fault[] {
  if (line.to !== 'site') return [];
  return line.siteKinds.filter((kind) => !scopeAt(line.measure, kind, line.scope)).map((kind) => ({ path: `${at}.scope`, reason: 'site-kind', message: `${line.measure} ${line.scope ?? ''} does not fit a site of kind ${kind}` }));
}

type Fault = { path: string; reason: string; message: string };
/** Conditions that could never hold, would clear above where they are raised, or share a code. */
function faultsOf({ need, of }: { need: number; of: readonly Trigger[] }, at: string): Fault[] {
  const codes = of.map((t) => t.code);
  return [
    ...(need > of.length ? [{ path: `${at}.need`, reason: 'need', message: `asks for ${need} of ${of.length}` }] : []),
    ...of.flatMap((t, i): Fault[] => [
      ...(codes.indexOf(t.code) < i ? [{ path: `${at}.of.${i}.code`, reason: 'repeated', message: `${t.code} is used twice` }] : []),
      ...(t.kind === 'observation' && (t.clearsBelow ?? t.atLeast) > t.atLeast ? [{ path: `${at}.of.${i}.clearsBelow`, reason: 'hysteresis', message: 'is above atLeast' }] : []),
      ...(t.kind === 'k-of' ? faultsOf(t, `${at}.of.${i}`) : []),
    ]),
  ];
}
