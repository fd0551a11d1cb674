import { z } from 'zod';
import { sendJson } from '../net/http.ts';
import type { AccessControl } from './access.ts';
import { DEFAULT_BUCKET } from './access.ts';
import type { ResumableUploads } from './resumable-uploads.ts';
import { StorageError, unimplemented } from './storage-error.ts';
import type { StorageRequest } from './storage-request.ts';
import { readJson } from './storage-request.ts';
import type { StorageState } from './storage-state.ts';

const rulesSchema = z.object({
  rules: z.object({
    files: z
      .array(z.object({ name: z.string(), content: z.string(), resource: z.string().optional() }))
      .min(1),
  }),
});

export function isInternalAddress(path: string): boolean {
  return path.startsWith('/internal/');
}

/** What test tools call: `PUT /internal/setRules` (rules-unit-testing does) and `POST /internal/reset`. */
export async function handleInternalRequest(
  parts: { state: StorageState; uploads: ResumableUploads; access: AccessControl },
  { request, response, method, path }: StorageRequest,
): Promise<void> {
  if (request.headers.origin !== undefined) {
    throw new StorageError(403, 'forbidden', 'Pages may not control the emulator.');
  }
  switch (`${method} ${path}`) {
    case 'PUT /internal/setRules': {
      const message = setRules(parts.access, await readJson(request));
      sendJson(response, message === null ? 200 : 400, { message: message ?? 'Rules updated successfully' });
      break;
    }
    case 'POST /internal/reset':
      await parts.uploads.reset();
      parts.state.reset();
      response.writeHead(200).end();
      break;
    default:
      throw unimplemented(`${method} ${path}`);
  }
}

/** Installs one file for all buckets, or one for each `resource`; returns what is wrong, or null. */
function setRules(access: AccessControl, body: unknown): string | null {
  const parsed = rulesSchema.safeParse(body);
  if (!parsed.success) return "Request body must include 'rules.files' array";
  const { files } = parsed.data.rules;
  if (files.length > 1 && files.some(({ resource }) => resource === undefined)) {
    return "Each member of 'rules.files' array must contain 'name', 'content', and 'resource'";
  }
  const problems = files.flatMap(({ name, content, resource }) =>
    access
      .setRules(resource ?? DEFAULT_BUCKET, content)
      .filter(({ severity }) => severity === 'ERROR')
      .map(({ line, column, description }) => `${name}:${line}:${column} ${description}`),
  );
  return problems.length === 0 ? null : problems.join('\n');
}
