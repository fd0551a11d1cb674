import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const installationSchema = z.object({
  setupToken: z.string(),
  keyring: z.string(),
  mediaSigningKey: z.string(),
  demoPassword: z.string(),
  twilio: z.object({ accountSid: z.string(), authToken: z.string() }),
  /** The seeds that were written completely. */
  seeded: z.array(z.string()),
});

/** What one local installation keeps secret, made at random with its data folder. */
export type Installation = z.infer<typeof installationSchema>;

const fileOf = (dataFolder: string): string => path.join(dataFolder, 'installation.json');

/** Reads the data folder's secrets, or makes them. In memory (null) they are new each time. */
export function openInstallation(dataFolder: string | null): Installation {
  if (dataFolder !== null && existsSync(fileOf(dataFolder))) {
    const parsed = installationSchema.safeParse(readJson(fileOf(dataFolder)));
    if (parsed.success) return parsed.data;
    throw new Error(
      `${fileOf(dataFolder)} is damaged: restore it from a copy, or delete ${dataFolder} to begin anew.`,
    );
  }
  const installation: Installation = {
    setupToken: randomBytes(18).toString('base64url'),
    keyring: JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
    mediaSigningKey: randomBytes(32).toString('base64'),
    demoPassword: randomBytes(9).toString('base64url'),
    twilio: {
      accountSid: `AC${randomBytes(16).toString('hex')}`,
      authToken: randomBytes(16).toString('hex'),
    },
    seeded: [],
  };
  if (dataFolder !== null) saveInstallation(dataFolder, installation);
  return installation;
}

export function saveInstallation(dataFolder: string, installation: Installation): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = fileOf(dataFolder);
  writeFileSync(`${file}.new`, JSON.stringify(installation, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // the caller says what to do about a damaged file
  }
}
