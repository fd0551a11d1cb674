import * as z from 'zod/mini';

const emulatorSchema = z.object({ host: z.string(), port: z.number() });

const configSchema = z.object({
  projectId: z.string(),
  apiKey: z.string(),
  authDomain: z.optional(z.string()),
  storageBucket: z.optional(z.string()),
  appId: z.optional(z.string()),
  /** Present on a local stack only. */
  emulators: z.optional(
    z.object({
      auth: z.optional(emulatorSchema),
      firestore: z.optional(emulatorSchema),
      storage: z.optional(emulatorSchema),
      functions: z.optional(emulatorSchema),
    }),
  ),
});
export type FirebaseConfig = z.infer<typeof configSchema>;

/**
 * Reads which project this installation is. Hosting serves the address, so one build runs anywhere
 * (https://firebase.google.com/docs/hosting/reserved-urls#sdk_auto-configuration).
 *
 * @throws Error when the address does not answer or answers with something else.
 */
export async function loadFirebaseConfig(): Promise<FirebaseConfig> {
  const response = await fetch('/__/firebase/init.json');
  if (!response.ok) throw new Error(`The configuration answered with status ${response.status}.`);
  return configSchema.parse(await response.json());
}
