import { comparePaths, lastSegment, parentOf } from './paths.ts';

/**
 * What lies below what: the collections of each document and the documents of each collection that have collections,
 * whether those documents exist or not.
 */
export class CollectionTree {
  /** Ids below a path, in name order. Arrays, because nearly all hold one or two. */
  #children = new Map<string, string[]>();

  /** Ids right below `path`: of collections for a document or '', of documents with collections for a collection. */
  children(path: string): readonly string[] {
    return this.#children.get(path) ?? [];
  }

  /** Notes a collection that has its first document. */
  add(collectionPath: string): void {
    for (let path = collectionPath; path !== ''; path = parentOf(path)) {
      const parent = parentOf(path);
      const siblings = this.#children.get(parent);
      const id = lastSegment(path);
      if (!siblings) {
        this.#children.set(parent, [id]);
        continue;
      }
      const index = insertionIndex(siblings, id);
      if (siblings[index] === id) return;
      siblings.splice(index, 0, id);
    }
  }

  /** Forgets a collection that lost its last document, and the ancestors that held nothing else. */
  remove(collectionPath: string, hasDocuments: (collectionPath: string) => boolean): void {
    for (let path = collectionPath; path !== ''; path = parentOf(path)) {
      if (this.#children.has(path) || hasDocuments(path)) return;
      const parent = parentOf(path);
      const siblings = this.#children.get(parent);
      if (!siblings) return;
      const index = insertionIndex(siblings, lastSegment(path));
      siblings.splice(index, 1);
      if (siblings.length === 0) this.#children.delete(parent);
    }
  }
}

function insertionIndex(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = ids[middle];
    if (candidate !== undefined && comparePaths(candidate, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
