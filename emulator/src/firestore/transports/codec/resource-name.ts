import { StatusError } from '../../../shared/status.ts';
import { documentsRoot } from '../../engine/paths.ts';
import type { Database, DocumentPath } from '../../engine/types.ts';

/** A project and one of its databases. */
interface DatabaseName {
  projectId: string;
  databaseId: string;
}

/**
 * The database of any resource name below it: `projects/P/databases/D[/documents[/...]]`.
 * @throws StatusError INVALID_ARGUMENT
 */
export function parseDatabaseName(name: string): DatabaseName {
  const [projects, projectId, databases, databaseId, documents] = name.split('/', 5);
  if (
    projects !== 'projects' ||
    databases !== 'databases' ||
    !projectId ||
    !databaseId ||
    (documents !== undefined && documents !== 'documents')
  ) {
    throw new StatusError('INVALID_ARGUMENT', `Invalid resource name: "${name}".`);
  }
  return { projectId, databaseId };
}

/**
 * The path of a document named in full, which must lie in `database`.
 * @throws StatusError INVALID_ARGUMENT
 */
export function parseDocumentName(name: string, database: Database): DocumentPath {
  const root = documentsRoot(database.projectId, database.databaseId);
  if (name.startsWith(root) && name.length > root.length) return name.slice(root.length);
  throw new StatusError(
    'INVALID_ARGUMENT',
    `Document name "${name}" lacks "${root}" at its beginning or anything after it.`,
  );
}

/** Like `parseDocumentName` for a parent: `.../documents` alone is the root, ''. */
export function parseParentName(name: string, database: Database): DocumentPath {
  const root = documentsRoot(database.projectId, database.databaseId);
  return `${name}/` === root ? '' : parseDocumentName(name, database);
}

/** The full name of a document. */
export function documentName(path: DocumentPath, database: Database): string {
  return documentsRoot(database.projectId, database.databaseId) + path;
}
