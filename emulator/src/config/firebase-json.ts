import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { CompositeIndex, FieldOverride } from '../firestore/engine/types.ts';

/** The project's configuration cannot be used; the message says what to change. */
export class ConfigError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConfigError';
  }
}

const emulator = z
  .object({ host: z.string().optional(), port: z.number().int().positive().optional() })
  .optional();

const rewriteSchema = z.object({
  source: z.string().optional(),
  glob: z.string().optional(),
  regex: z.string().optional(),
  destination: z.string().optional(),
  function: z
    .union([z.string(), z.object({ functionId: z.string(), region: z.string().optional() })])
    .optional(),
});

const headersSchema = z.object({
  source: z.string().optional(),
  glob: z.string().optional(),
  regex: z.string().optional(),
  headers: z.array(z.object({ key: z.string(), value: z.string() })),
});

const redirectSchema = z.object({
  source: z.string().optional(),
  glob: z.string().optional(),
  regex: z.string().optional(),
  destination: z.string(),
  type: z.number().optional(),
});

const hostingSchema = z.object({
  public: z.string().default('public'),
  rewrites: z.array(rewriteSchema).default([]),
  redirects: z.array(redirectSchema).default([]),
  headers: z.array(headersSchema).default([]),
  cleanUrls: z.boolean().default(false),
  trailingSlash: z.boolean().optional(),
});

const firebaseJsonSchema = z.object({
  firestore: z.object({ rules: z.string().optional(), indexes: z.string().optional() }).optional(),
  storage: z.object({ rules: z.string() }).optional(),
  functions: z
    .union([z.object({ source: z.string() }), z.array(z.object({ source: z.string() })).length(1)])
    .transform((functions) => (Array.isArray(functions) ? functions[0] : functions))
    .optional(),
  hosting: hostingSchema.optional(),
  emulators: z
    .object({
      auth: emulator,
      functions: emulator,
      firestore: emulator,
      storage: emulator,
      hub: emulator,
      tasks: emulator,
      ui: emulator,
      hosting: emulator,
    })
    .optional(),
});

const indexesSchema = z.object({
  indexes: z
    .array(
      z.object({
        collectionGroup: z.string(),
        queryScope: z.enum(['COLLECTION', 'COLLECTION_GROUP']).default('COLLECTION'),
        fields: z.array(
          z.object({
            fieldPath: z.string(),
            order: z.enum(['ASCENDING', 'DESCENDING']).exactOptional(),
            arrayConfig: z.literal('CONTAINS').exactOptional(),
            vectorConfig: z
              .object({ dimension: z.int().min(1).max(2048), flat: z.object({}) })
              .exactOptional(),
          }),
        ),
      }),
    )
    .default([]),
  fieldOverrides: z
    .array(
      z.object({
        collectionGroup: z.string(),
        fieldPath: z.string(),
        ttl: z.boolean().exactOptional(),
        indexes: z.array(
          z.object({
            order: z.enum(['ASCENDING', 'DESCENDING']).exactOptional(),
            arrayConfig: z.literal('CONTAINS').exactOptional(),
            queryScope: z.enum(['COLLECTION', 'COLLECTION_GROUP']).default('COLLECTION'),
          }),
        ),
      }),
    )
    .default([]),
});

export type HostingConfig = z.infer<typeof hostingSchema>;
export type RewriteConfig = z.infer<typeof rewriteSchema>;

export const SERVICE_NAMES = [
  'auth',
  'functions',
  'firestore',
  'storage',
  'hub',
  'tasks',
  'ui',
  'hosting',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];
export type ServicePorts = Record<ServiceName, number>;

/** Source: firebase-tools, `src/emulator/constants.ts`. */
const DEFAULT_PORTS: ServicePorts = {
  auth: 9099,
  functions: 5001,
  firestore: 8080,
  storage: 9199,
  hub: 4400,
  tasks: 9499,
  ui: 4000,
  hosting: 5000,
};

/** A text file of the project that can change while the emulator runs. */
export interface SourceFile {
  path: string;
  content: string;
}

/** What firebase.json and the files it names say, as far as the emulators use it. */
export interface ProjectConfig {
  ports: ServicePorts;
  firestoreRules: SourceFile | null;
  storageRules: SourceFile | null;
  indexes: { composite: CompositeIndex[]; overrides: FieldOverride[] };
  /** Absolute path of the built functions; null where the project has none. */
  functionsFolder: string | null;
  hosting: (HostingConfig & { folder: string }) | null;
}

/**
 * Reads firebase.json of a project and the rules and index files it names.
 * @throws ConfigError that names the file and what is wrong with it
 */
export function readProjectConfig(projectRoot: string): ProjectConfig {
  const config = readJson(path.join(projectRoot, 'firebase.json'), firebaseJsonSchema);
  const source = (file: string | undefined) =>
    file === undefined ? null : readSource(path.join(projectRoot, file));
  const indexesFile = config.firestore?.indexes;
  const indexes =
    indexesFile === undefined
      ? { indexes: [], fieldOverrides: [] }
      : readJson(path.join(projectRoot, indexesFile), indexesSchema);
  const ports = { ...DEFAULT_PORTS };
  for (const name of SERVICE_NAMES) ports[name] = config.emulators?.[name]?.port ?? ports[name];
  return {
    ports,
    firestoreRules: source(config.firestore?.rules),
    storageRules: source(config.storage?.rules),
    indexes: { composite: indexes.indexes, overrides: indexes.fieldOverrides },
    functionsFolder: config.functions === undefined ? null : path.join(projectRoot, config.functions.source),
    hosting:
      config.hosting === undefined
        ? null
        : { ...config.hosting, folder: path.join(projectRoot, config.hosting.public) },
  };
}

function readSource(file: string): SourceFile {
  try {
    return { path: file, content: readFileSync(file, 'utf8') };
  } catch (error) {
    throw new ConfigError(`${file} cannot be read; firebase.json names it.`, { cause: error });
  }
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const { content } = readSource(file);
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new ConfigError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ConfigError(`${file} is not as expected. ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
