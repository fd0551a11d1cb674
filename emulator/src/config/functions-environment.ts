import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError } from './firebase-json.ts';

/** Names that a deploy refuses in .env files. Source: firebase-tools, `src/functions/env.ts`. */
const RESERVED_PREFIXES = ['X_GOOGLE_', 'FIREBASE_', 'EXT_', 'KIT_'];
/** What the functions' process may know of the machine it runs on. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'LANG',
  'LD_LIBRARY_PATH',
  'NODE_EXTRA_CA_CERTS',
];

/**
 * The environment of the functions, as production and the official emulator set it: `.env`, `.env.<project>`,
 * `.env.local` and `.secret.local` of the functions' folder (the last wins), then what the caller gives, then what
 * belongs to the platform. Nothing else of this process's environment reaches the functions.
 * @throws ConfigError for a reserved name in a .env file
 */
export function functionsEnvironment(options: {
  folder: string;
  projectId: string;
  /** Hosts of the emulators and their like; see `clientEnvironment`. */
  clients: Record<string, string>;
  given: Record<string, string>;
  secrets: Record<string, string>;
}): Record<string, string> {
  const { folder, projectId } = options;
  const inherited = Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const fromFiles = ['.env', `.env.${projectId}`, '.env.local'].map((name) =>
    readEnvFile(path.join(folder, name)),
  );
  return {
    ...inherited,
    NODE_ENV: 'production',
    ...Object.assign({}, ...fromFiles),
    ...readEnvFile(path.join(folder, '.secret.local')),
    ...options.secrets,
    ...options.given,
    ...options.clients,
    FUNCTIONS_EMULATOR: 'true',
    GCLOUD_PROJECT: projectId,
    GOOGLE_CLOUD_PROJECT: projectId,
    GOOGLE_CLOUD_QUOTA_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({
      projectId,
      storageBucket: defaultBucket(projectId),
      databaseURL: `https://${projectId}.firebaseio.com`,
    }),
    K_SERVICE: 'functions',
    K_REVISION: '1',
    TZ: 'UTC',
    // Without it the Admin SDK looks for credentials on the network before its first call.
    METADATA_SERVER_DETECTION: 'none',
  };
}

/** Name of a project's default bucket, for projects made since October 2024. */
export function defaultBucket(projectId: string): string {
  return `${projectId}.firebasestorage.app`;
}

function readEnvFile(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, 'utf8')))) {
    if (RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix))) {
      throw new ConfigError(
        `${file} sets ${name}; names that begin with ${RESERVED_PREFIXES.join(', ')} are reserved.`,
      );
    }
    values[name] = value ?? '';
  }
  return values;
}
