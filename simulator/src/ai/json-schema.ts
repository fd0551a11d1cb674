/** The part of JSON schema in which answers are asked for. */
export interface JsonSchema {
  type?: string | string[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  enum?: unknown[] | undefined;
  items?: JsonSchema | undefined;
  nullable?: boolean | undefined;
  additionalProperties?: boolean | undefined;
}

/** Fields in which a model speaks to the customer. */
const SPOKEN = /answer|text|reply|response|message|content/i;

export interface Words {
  spoken: string;
  /** What lists of strings hold. */
  listed: string[];
  /** What is chosen wherever it is allowed. */
  outcome?: string;
}

/**
 * A value that fits a schema: what is said stands in the fields that are for it, whatever else is empty, false or the
 * first of the values allowed.
 */
export function fillSchema(schema: JsonSchema, words: Words, name = ''): unknown {
  const types = [schema.type ?? 'object'].flat().map((type) => type.toLowerCase());
  const isNullable = schema.nullable === true || types.includes('null');
  if (schema.enum?.includes(words.outcome)) return words.outcome;
  if (schema.enum) return isNullable ? null : schema.enum[0];
  switch (types.find((type) => type !== 'null')) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, value]) => [key, fillSchema(value, words, key)]),
      );
    case 'array':
      return schema.items?.type === 'string' ? words.listed : [];
    case 'boolean':
      return false;
    case 'number':
    case 'integer':
      return 0;
    default:
      return SPOKEN.test(name) ? words.spoken : isNullable ? null : '';
  }
}
