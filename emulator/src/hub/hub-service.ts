import { z } from 'zod';
import { createHttpServer } from '../net/http-server.ts';
import { readBody, sendError, sendJson } from '../net/http.ts';
import { type OpenServer, openServer } from '../net/open-server.ts';
import { createRouter, type Router } from '../net/router.ts';
import { StatusError } from '../shared/status.ts';
import type { ClockChange, EmulatorControl } from './control.ts';

/** Version that clients of the hub see; they compare it with nothing, but want one. */
const HUB_VERSION = '15.0.0';

const clockSchema = z.union([
  z.strictObject({ advanceMs: z.number() }),
  z.strictObject({ freezeAtMs: z.number() }),
  z.strictObject({ resume: z.literal(true) }),
]);

/**
 * The hub: where tools find the other emulators (`GET /emulators`, as rules-unit-testing asks), and the controls of
 * this emulator under `/emulator/v1/`.
 * @throws the socket's error where the port cannot be opened
 */
export async function createHubService(options: {
  port: number;
  control: EmulatorControl;
}): Promise<OpenServer> {
  const { control } = options;
  const router = createRouter();
  let port = options.port;
  router.add('GET', '/', ({ response }) => {
    const origins = [`http://127.0.0.1:${port}`];
    sendJson(response, 200, { version: HUB_VERSION, origins, pid: process.pid, host: '127.0.0.1', port });
  });
  router.add('GET', '/emulators', ({ response }) => {
    const entries = control.services().map(({ name, host, port }) => {
      const listen = [{ address: host, family: 'IPv4', port }];
      return [name, { name, host, port, listen, pid: process.pid }];
    });
    sendJson(response, 200, Object.fromEntries(entries));
  });
  router.add('PUT', '/functions/disableBackgroundTriggers', ({ response }) => {
    control.setBackgroundTriggers(false);
    sendJson(response, 200, { enabled: false });
  });
  router.add('PUT', '/functions/enableBackgroundTriggers', ({ response }) => {
    control.setBackgroundTriggers(true);
    sendJson(response, 200, { enabled: true });
  });
  router.add('POST', '/_admin/export', () => {
    throw new StatusError('UNIMPLEMENTED', 'Export is not implemented by this emulator.');
  });
  addControlRoutes(router, control);
  const server = createHttpServer(
    async (request, response) => {
      if (await router.handle(request, response)) return;
      sendError(response, new StatusError('NOT_FOUND', `The hub has no ${request.method} ${request.url}.`));
    },
    { foreignPages: 'refused' },
  );
  const opened = await openServer(server, options.port);
  port = opened.port;
  return opened;
}

/** Status, meter, clock and schedules: on the hub and, for its own page, on the status page's port. */
export function addControlRoutes(router: Router, control: EmulatorControl): void {
  router.add('GET', '/emulator/v1/status', async ({ response }) =>
    sendJson(response, 200, await control.status()),
  );
  router.add('GET', '/emulator/v1/meter', async ({ response }) => {
    sendJson(response, 200, { rows: await control.meterRows() });
  });
  router.add('DELETE', '/emulator/v1/meter', async ({ response }) => {
    await control.resetMeter();
    sendJson(response, 200, {});
  });
  router.add('POST', '/emulator/v1/clock', async ({ request, response }) => {
    sendJson(response, 200, await control.changeClock(readClockChange(await readBody(request))));
  });
  router.add('POST', '/emulator/v1/schedules/{name}:run', async ({ response, params }) => {
    const name = params['name'] ?? '';
    if (!(await control.runSchedule(name)))
      throw new StatusError('NOT_FOUND', `There is no schedule ${name}.`);
    sendJson(response, 200, {});
  });
}

function readClockChange(body: string): ClockChange {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new StatusError('INVALID_ARGUMENT', 'The request body is not JSON.');
  }
  const parsed = clockSchema.safeParse(value);
  if (!parsed.success) {
    throw new StatusError('INVALID_ARGUMENT', 'Send one of {"advanceMs"}, {"freezeAtMs"}, {"resume": true}.');
  }
  if ('advanceMs' in parsed.data) return { kind: 'advance', byMs: parsed.data.advanceMs };
  if ('freezeAtMs' in parsed.data) return { kind: 'freeze', atMs: parsed.data.freezeAtMs };
  return { kind: 'resume' };
}
