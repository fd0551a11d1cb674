import type { Stack } from '../../scripts/lib/stack.ts';
import type { StackInfo } from './stack-process.ts';

/** What another process has to know of a stack to use it. */
export function describeStack({ emulators, simulator, installation }: Stack): StackInfo {
  return {
    projectId: emulators.projectId,
    env: emulators.env,
    urls: {
      app: emulators.urls.hosting,
      functions: emulators.urls.functions,
      auth: emulators.urls.auth,
      hub: emulators.urls.hub,
      simulator: simulator.url,
    },
    ports: { firestore: emulators.ports.firestore, auth: emulators.ports.auth },
    setupToken: installation.setupToken,
    twilio: installation.twilio,
  };
}

/** Shows the errors that functions log and keeps the rest of what they print quiet. */
export function showErrors(line: string): void {
  if (/"severity":"(ERROR|CRITICAL)"/.test(line)) console.error(line);
}
