import { installationSchema } from '#contracts/collections/installation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { definePublicCallable } from '../platform/callable.ts';
import { publicBaseUrl, SECRETS } from '../platform/config.ts';
import { setUpInstallation } from './set-up-installation.ts';

export const setupCallables = {
  getInstallation: definePublicCallable('getInstallation', async () => {
    const snapshot = await db().doc(paths.installation()).get();
    const isDone = snapshot.exists && installationSchema.parse(snapshot.data()).state === 'done';
    return { needsSetup: !isDone, publicBaseUrl: publicBaseUrl() };
  }),
  setUpInstallation: definePublicCallable('setUpInstallation', setUpInstallation, { secrets: SECRETS.setup }),
};
