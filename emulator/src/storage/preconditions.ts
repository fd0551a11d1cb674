import { badRequest, StorageError } from './storage-error.ts';
import type { StoredObject } from './stored-object.ts';

/** Conditions that a request puts on the present state; https://cloud.google.com/storage/docs/request-preconditions */
export interface Preconditions {
  ifGenerationMatch: string | null;
  ifGenerationNotMatch: string | null;
  ifMetagenerationMatch: string | null;
  ifMetagenerationNotMatch: string | null;
}

export const NO_PRECONDITIONS: Preconditions = {
  ifGenerationMatch: null,
  ifGenerationNotMatch: null,
  ifMetagenerationMatch: null,
  ifMetagenerationNotMatch: null,
};

/** Reads the conditions of a query string; `Source` for those on the source of a copy. */
export function parsePreconditions(query: URLSearchParams, subject: '' | 'Source' = ''): Preconditions {
  const read = (name: string): string | null => {
    const value = query.get(`if${subject}${name}`);
    if (value !== null && !/^\d+$/.test(value)) throw badRequest(`Invalid value of if${subject}${name}.`);
    return value;
  };
  return {
    ifGenerationMatch: read('GenerationMatch'),
    ifGenerationNotMatch: read('GenerationNotMatch'),
    ifMetagenerationMatch: read('MetagenerationMatch'),
    ifMetagenerationNotMatch: read('MetagenerationNotMatch'),
  };
}

/** Refuses with 412 unless all conditions hold; generation 0 stands for "there is no object". */
export function checkPreconditions(conditions: Preconditions, object: StoredObject | null): void {
  const generation = object?.generation ?? '0';
  const metageneration = object === null ? null : String(object.metageneration);
  const holds =
    (conditions.ifGenerationMatch ?? generation) === generation &&
    conditions.ifGenerationNotMatch !== generation &&
    (conditions.ifMetagenerationMatch ?? metageneration) === metageneration &&
    (conditions.ifMetagenerationNotMatch === null || conditions.ifMetagenerationNotMatch !== metageneration);
  if (holds) return;
  throw new StorageError(
    412,
    'conditionNotMet',
    'At least one of the pre-conditions you specified did not hold.',
  );
}
