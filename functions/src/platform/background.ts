import type { MemoryOption } from 'firebase-functions';
import { onDocumentCreated } from 'firebase-functions/firestore';
import { onRequest, type HttpsFunction, type Request } from 'firebase-functions/https';
import type { SecretParam } from 'firebase-functions/params';
import { onSchedule } from 'firebase-functions/scheduler';
import { REGION } from './config.ts';
import { log } from './log.ts';

interface Options {
  secrets?: SecretParam[];
  timeoutSeconds?: number;
  /** Without it the platform's default, 256 MiB. */
  memory?: MemoryOption;
}

/**
 * A function that runs after a document was created. Deliveries may repeat and come late: the handler gets the path
 * alone and reads what is there now.
 * @param pattern path with `{names}`, such as `companies/{companyId}/outbox/{outboxId}`
 */
export function defineTrigger(
  pattern: string,
  handler: (documentPath: string) => Promise<void>,
  options: Options = {},
) {
  return onDocumentCreated({ document: pattern, region: REGION, ...withDefaults(options) }, async (event) => {
    await guarded(`trigger ${pattern}`, () => handler(event.document));
  });
}

/** A function that runs by the clock. A run that fails is logged; the next one finds the same work again. */
export function defineSchedule(schedule: string, handler: () => Promise<void>, options: Options = {}) {
  return onSchedule({ schedule, region: REGION, ...withDefaults(options) }, async () => {
    await guarded(`schedule ${schedule}`, handler);
  });
}

/** An HTTP function. The answer to whatever it throws holds nothing but the status. */
export function defineHttp(
  app: (request: Request, response: Parameters<Parameters<typeof onRequest>[0]>[1]) => void,
  options: Options = {},
): HttpsFunction {
  return onRequest({ region: REGION, ...withDefaults(options) }, app);
}

function withDefaults(options: Options) {
  const { secrets = [], timeoutSeconds = 60, memory } = options;
  return { secrets, timeoutSeconds, ...(memory !== undefined && { memory }) };
}

async function guarded(what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error('background work failed', error, { what });
    throw error;
  }
}
