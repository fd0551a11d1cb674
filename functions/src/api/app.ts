import express, { type ErrorRequestHandler, type Express } from 'express';
import { auth } from '../platform/admin.ts';
import { log } from '../platform/log.ts';
import { requireMember, type SignedInMember } from '../platform/member.ts';
import { Refusal } from '../platform/refusal.ts';
import { checkInstallation } from './check-health.ts';
import { version } from './version.ts';

/** Anonymous answers may be shared for this long, so that a monitor costs nothing. */
const CACHE_SECONDS = 30;

/** The HTTP API: for now, health. */
export function createApiApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get(['/api/health', '/health'], async (request, response) => {
    const admin = await findAdmin(request.header('authorization'));
    if (admin === null) {
      response.set({ 'cache-control': `public, max-age=${CACHE_SECONDS}`, vary: 'authorization' });
      response.json({ status: 'ok', version: version() });
      return;
    }
    const health = await checkInstallation(admin.companyId);
    response.set('cache-control', 'no-store').json(health);
  });
  app.use((_request, response) => {
    response.status(404).json({ error: { reason: 'not-found' } });
  });
  app.use(hideFault);
  return app;
}

const hideFault: ErrorRequestHandler = (error, _request, response, _next) => {
  log.error('api failed', error);
  if (!response.headersSent) response.status(500).json({ error: { reason: 'internal' } });
};

/** The admin whose token this is. Anybody else is anonymous here, with a bad token or none. */
async function findAdmin(authorization: string | undefined): Promise<SignedInMember | null> {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  try {
    const caller = await requireMember({ ...(await auth().verifyIdToken(token)) });
    return caller.member.role === 'admin' ? caller : null;
  } catch (error) {
    if (!(error instanceof Refusal))
      log.info('token refused', { reason: error instanceof Error ? error.name : '' });
    return null;
  }
}
