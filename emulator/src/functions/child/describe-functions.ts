import type { FunctionDescription, RateLimits, RetrySettings, Trigger } from '../protocol.ts';

/** An exported function of firebase-functions: HTTP-shaped or event-shaped, told apart by its endpoint. */
export type LoadedFunction = (...args: unknown[]) => unknown;

export interface DescribedFunction {
  descriptions: FunctionDescription[];
  handler: LoadedFunction;
}

/** Region of a function that names none. Source: firebase-tools, `src/functions/constants`. */
const DEFAULT_REGION = 'us-central1';
/** Source: Cloud Run functions quotas; a function's default request timeout. */
const DEFAULT_TIMEOUT_SECONDS = 60;

/**
 * Finds every deployed function among a module's exports, nested objects included, as the CLI's discovery does:
 * an exported function with an object `__endpoint` is one.
 */
export function describeFunctions(exports: object, prefix = '', parents: object[] = []): DescribedFunction[] {
  if (parents.includes(exports)) return []; // an exported object may point back at itself
  return Object.entries(exports).flatMap(([name, value]: [string, unknown]) => {
    const id = prefix + name;
    if (typeof value === 'function') {
      const endpoint: unknown = Reflect.get(value, '__endpoint');
      if (!isRecord(endpoint)) return [];
      // Any function can be called with any arguments; which ones it wants follows from its trigger.
      return [{ descriptions: describe(id, endpoint), handler: value as LoadedFunction }];
    }
    return isPlainObject(value) ? describeFunctions(value, `${id}-`, [...parents, exports]) : [];
  });
}

function describe(id: string, endpoint: Record<string, unknown>): FunctionDescription[] {
  const regions = plain(endpoint['region']);
  const names = (Array.isArray(regions) ? regions : [regions]).filter((region) => typeof region === 'string');
  const timeoutSeconds = asNumber(endpoint['timeoutSeconds']) ?? DEFAULT_TIMEOUT_SECONDS;
  const trigger = describeTrigger(endpoint);
  return (names.length > 0 ? names : [DEFAULT_REGION]).map((region) => ({
    id,
    region,
    timeoutSeconds,
    trigger,
  }));
}

function describeTrigger(endpoint: Record<string, unknown>): Trigger {
  if (isRecord(endpoint['httpsTrigger'])) return { kind: 'https' };
  if (isRecord(endpoint['callableTrigger'])) return { kind: 'callable' };
  const event = endpoint['eventTrigger'];
  if (isRecord(event)) {
    return {
      kind: 'event',
      eventType: asText(event['eventType']),
      filters: asTexts(event['eventFilters']),
      pathPatterns: asTexts(event['eventFilterPathPatterns']),
      retry: plain(event['retry']) === true,
    };
  }
  const task = endpoint['taskQueueTrigger'];
  if (isRecord(task)) {
    return {
      kind: 'task',
      retry: retrySettings(task['retryConfig']),
      rateLimits: rateLimits(task['rateLimits']),
    };
  }
  const schedule = endpoint['scheduleTrigger'];
  if (isRecord(schedule)) {
    const retry = retrySettings(schedule['retryConfig']);
    const timeZone = plain(schedule['timeZone']);
    return {
      kind: 'schedule',
      schedule: asText(schedule['schedule']),
      timeZone: typeof timeZone === 'string' && timeZone !== '' ? timeZone : null,
      retry,
    };
  }
  return {
    kind: 'unsupported',
    name: Object.keys(endpoint).find((key) => key.endsWith('Trigger')) ?? 'none',
  };
}

/** Schedules say `retryCount` (repetitions) where task queues say `maxAttempts` (runs). */
function retrySettings(value: unknown): RetrySettings {
  const config = isRecord(value) ? value : {};
  const retryCount = asNumber(config['retryCount']);
  return {
    maxAttempts: asNumber(config['maxAttempts']) ?? (retryCount === null ? null : retryCount + 1),
    maxRetrySeconds: asNumber(config['maxRetrySeconds']),
    minBackoffSeconds: asNumber(config['minBackoffSeconds']),
    maxBackoffSeconds: asNumber(config['maxBackoffSeconds']),
    maxDoublings: asNumber(config['maxDoublings']),
  };
}

function rateLimits(value: unknown): RateLimits {
  const config = isRecord(value) ? value : {};
  return {
    maxConcurrentDispatches: asNumber(config['maxConcurrentDispatches']),
    maxDispatchesPerSecond: asNumber(config['maxDispatchesPerSecond']),
  };
}

/** Options may be params (`value()`) or the SDK's reset marker (`toJSON()` gives null). */
function plain(value: unknown): unknown {
  if (!isRecord(value) && typeof value !== 'function') return value;
  const read: unknown = Reflect.get(value, 'value') ?? Reflect.get(value, 'toJSON');
  return typeof read === 'function' ? Reflect.apply(read, value, []) : value;
}

function asNumber(value: unknown): number | null {
  const number = plain(value);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function asText(value: unknown): string {
  const text = plain(value);
  return typeof text === 'string' ? text : '';
}

function asTexts(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asText(item)]));
}

/** A group of functions, unlike an exported client or app. */
function isPlainObject(value: unknown): value is object {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
