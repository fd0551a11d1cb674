import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const manifestSchema = z.object({ version: z.string() });

let known: string | undefined;

/** The release that runs: the build puts its package.json beside the bundle. */
export function version(): string {
  known ??= manifestSchema.parse(
    JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')),
  ).version;
  return known;
}
