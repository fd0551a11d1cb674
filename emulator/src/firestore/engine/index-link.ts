export type LinkScope = 'COLLECTION' | 'COLLECTION_GROUP';

export interface LinkField {
  field: string;
  mode: 'ASCENDING' | 'DESCENDING' | 'CONTAINS';
}

/**
 * The console's link that creates an index: a google.firestore.admin.v1.Index in protobuf and base64.
 * `root` is `projects/P/databases/D/documents/`.
 */
export function indexLink(
  kind: 'composite' | 'exemption',
  root: string,
  collectionId: string,
  scope: LinkScope,
  fields: LinkField[],
): string {
  const [, projectId = '', , databaseId = ''] = root.split('/');
  const group = `projects/${projectId}/databases/${databaseId}/collectionGroups/${collectionId}`;
  const name = kind === 'composite' ? `${group}/indexes/_` : `${group}/fields/${fields[0]?.field ?? ''}`;
  const message = Buffer.concat([
    bytesField(1, Buffer.from(name)),
    enumField(2, scope === 'COLLECTION' ? 1 : 2),
    ...fields.map((field) => bytesField(3, fieldMessage(field))),
  ]);
  return (
    `https://console.firebase.google.com/v1/r/project/${projectId}/firestore/indexes` +
    `?create_${kind}=${message.toString('base64url')}`
  );
}

/** IndexField: field_path = 1, order = 2 (1 ascending, 2 descending), array_config = 3 (1 contains). */
function fieldMessage({ field, mode }: LinkField): Buffer {
  const path = bytesField(1, Buffer.from(field));
  if (mode === 'CONTAINS') return Buffer.concat([path, enumField(3, 1)]);
  return Buffer.concat([path, enumField(2, mode === 'ASCENDING' ? 1 : 2)]);
}

function bytesField(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(bytes.length)]), bytes]);
}

function enumField(number: number, value: number): Buffer {
  return Buffer.from([number << 3, value]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
