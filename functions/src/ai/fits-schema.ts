/** The subset of JSON schema in which answers are asked for. */
interface AnswerSchema {
  type?: unknown;
  properties?: Record<string, object>;
  required?: string[];
  enum?: unknown[];
  items?: object;
}

/**
 * Whether a value is what was asked for. Providers promise it, yet an answer can be anything: a missing field must not be
 * found out in the middle of a turn.
 */
export function fitsSchema(value: unknown, schema: object): boolean {
  const { type, properties = {}, required = [], enum: allowed, items }: AnswerSchema = schema;
  if (allowed !== undefined && !allowed.includes(value)) return false;
  switch (type) {
    case 'object': {
      if (!isRecord(value)) return false;
      return (
        required.every((name) => Object.hasOwn(value, name)) &&
        Object.entries(properties).every(
          ([name, property]) => !Object.hasOwn(value, name) || fitsSchema(value[name], property),
        )
      );
    }
    case 'array':
      return Array.isArray(value) && (items === undefined || value.every((item) => fitsSchema(item, items)));
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'boolean':
    case 'string':
      return typeof value === type;
    default:
      return true;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
