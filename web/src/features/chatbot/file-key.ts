/** Tells a chosen file from others: the same file, chosen again, has the same key until it is changed. */
export function fileKey({ name, size, lastModified }: Pick<File, 'name' | 'size' | 'lastModified'>): string {
  return `${size} ${lastModified} ${name}`;
}
