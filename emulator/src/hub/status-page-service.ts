import { readFile } from 'node:fs/promises';
import { createHttpServer } from '../net/http-server.ts';
import { sendError } from '../net/http.ts';
import { type OpenServer, openServer } from '../net/open-server.ts';
import { createRouter } from '../net/router.ts';
import { StatusError } from '../shared/status.ts';
import type { EmulatorControl } from './control.ts';
import { addControlRoutes } from './hub-service.ts';

const PAGE = new URL('./status-page.html', import.meta.url);
/** The page is one file with its own script and style, and talks to its own port only. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'";

/**
 * The page that shows what the emulator does: services, functions, pending work, the meter.
 * @throws the socket's error where the port cannot be opened
 */
export async function createStatusPageService(options: {
  port: number;
  control: EmulatorControl;
}): Promise<OpenServer> {
  const page = await readFile(PAGE);
  const router = createRouter();
  addControlRoutes(router, options.control);
  router.add('GET', '/', ({ response }) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    response.end(page);
  });
  const server = createHttpServer(
    async (request, response) => {
      if (await router.handle(request, response)) return;
      const message = `The status page has no ${request.method} ${request.url}.`;
      sendError(response, new StatusError('NOT_FOUND', message));
    },
    { foreignPages: 'refused' },
  );
  return openServer(server, options.port);
}
