import { schemaOf, type JsonSchema } from '../schema.js';

/** Collects the schemas of contract classes under their class names, for a document's `components`. */
export class Components {
  private readonly schemas = new Map<string, JsonSchema>();
  private readonly classes = new Map<string, Function>();

  /** Reference to the schema of a class. Two classes of one name are a fault of ours: one would hide the other. */
  ref(cls: Function): JsonSchema {
    const known = this.classes.get(cls.name);
    if (known && known !== cls) throw new Error(`two contract classes are named ${cls.name}`);
    if (!known) {
      this.classes.set(cls.name, cls);
      const { $defs, ...own } = renamed(schemaOf(cls));
      this.put(cls.name, own);
      for (const [name, schema] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) this.put(name, schema);
    }
    return { $ref: `#/components/schemas/${cls.name}` };
  }

  put(name: string, schema: JsonSchema): void {
    const known = this.schemas.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two contract classes are named ${name}`);
    this.schemas.set(name, schema);
  }

  get(name: string): JsonSchema | undefined { return this.schemas.get(name); }

  all(): Record<string, JsonSchema> { return Object.fromEntries([...this.schemas].sort(([a], [b]) => (a < b ? -1 : 1))); }
}

const renamed = (schema: JsonSchema): JsonSchema => JSON.parse(JSON.stringify(schema).replaceAll('#/$defs/', '#/components/schemas/')) as JsonSchema;
