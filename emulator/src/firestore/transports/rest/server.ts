import { sendText } from '../../../net/http.ts';
import { refuseForeignPages } from '../../../net/local-only.ts';
import { createRouter, type RouteContext, type Router } from '../../../net/router.ts';
import type { FirestoreState } from '../../operations/context.ts';
import { addAdminRoutes } from './admin.ts';
import { addDocumentRoutes } from './documents.ts';

/** Firestore's REST v1 and the endpoints that official tools expect of an emulator. */
export function createRestRouter(state: FirestoreState): Pick<Router, 'handle'> {
  const router = createRouter();
  router.add('GET', '/', ({ response }: RouteContext) => sendText(response, 200, 'Ok\n'));
  addAdminRoutes(router, state);
  addDocumentRoutes(router, state);
  return {
    async handle(request, response) {
      if (request.url?.startsWith('/emulator/')) refuseForeignPages(request);
      return router.handle(request, response);
    },
  };
}
