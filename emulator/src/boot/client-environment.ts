import type { ServicePorts } from '../config/firebase-json.ts';

/** Environment that makes the official SDKs and tools use these emulators. */
export function clientEnvironment(projectId: string, ports: ServicePorts): Record<string, string> {
  const at = (port: number) => `127.0.0.1:${port}`;
  return {
    GCLOUD_PROJECT: projectId,
    FIRESTORE_EMULATOR_HOST: at(ports.firestore),
    FIREBASE_AUTH_EMULATOR_HOST: at(ports.auth),
    FIREBASE_STORAGE_EMULATOR_HOST: at(ports.storage),
    STORAGE_EMULATOR_HOST: `http://${at(ports.storage)}`,
    CLOUD_TASKS_EMULATOR_HOST: at(ports.tasks),
    FIREBASE_EMULATOR_HUB: at(ports.hub),
    // Without it the Admin SDK looks for credentials on the network before its first call.
    METADATA_SERVER_DETECTION: 'none',
  };
}
