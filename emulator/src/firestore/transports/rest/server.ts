import { type Router, createRouter, type RouteContext } from '../../../net/router.ts';
import { sendText } from '../../../net/http.ts';
import type { FirestoreState } from '../../operations/context.ts';
import { addAdminRoutes } from './admin.ts';
import { addDocumentRoutes } from './documents.ts';

/** Firestore's REST v1 and the endpoints that official tools expect of an emulator. */
export function createRestRouter(state: FirestoreState): Router {
  const router = createRouter();
  router.add('GET', '/', ({ response }: RouteContext) => sendText(response, 200, 'Ok\n'));
  addAdminRoutes(router, state);
  addDocumentRoutes(router, state);
  return router;
}
