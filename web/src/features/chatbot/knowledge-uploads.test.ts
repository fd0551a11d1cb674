import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../platform/app-error.ts';
import type { KnowledgeFile } from './api/store-file.ts';
import { createKnowledgeUploads } from './knowledge-uploads.ts';

const ADA = { companyId: 'acme', uid: 'ada', assistantId: 'clara' };
const PRICES = new File(['10 pesos'], 'prices.txt');

/** Uploads of which the test decides how the latest one ends. */
function start() {
  const stored: KnowledgeFile[] = [];
  let ends = Promise.withResolvers<void>();
  const uploads = createKnowledgeUploads(async (file) => {
    stored.push(file);
    ends = Promise.withResolvers();
    await ends.promise;
  });
  const onFailedUnseen = vi.fn();
  return {
    uploads,
    stored,
    onFailedUnseen,
    add: (files = [PRICES]) => uploads.add(ADA, { files, documentId: null, onFailedUnseen }),
    arrive: () => ends.resolve(),
    fail: (code: string) => ends.reject(new AppError(code, null)),
  };
}

describe('a file on its way into the knowledge', () => {
  it('goes on while nobody looks, and is gone from the list once it has arrived', async () => {
    const { uploads, stored, add, arrive } = start();
    const heard = vi.fn();
    const leave = uploads.watchList(ADA, heard);
    add();
    leave();
    stored[0]?.onProgress(0.5);
    expect(stored[0]?.signal.aborted).toBe(false);
    expect(uploads.list(ADA)).toMatchObject([{ name: 'prices.txt', share: 0.5, error: null }]);
    expect(uploads.isRunning('ada')).toBe(true);
    arrive();
    await vi.waitFor(() => expect(uploads.list(ADA)).toEqual([]));
    expect(uploads.isRunning('ada')).toBe(false);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('is told as failed to who is elsewhere, and stays on the list', async () => {
    const { uploads, onFailedUnseen, add, fail } = start();
    add();
    fail('unavailable');
    await vi.waitFor(() => expect(onFailedUnseen).toHaveBeenCalledTimes(1));
    expect(uploads.list(ADA)).toMatchObject([{ name: 'prices.txt', error: { code: 'unavailable' } }]);
    expect(uploads.isRunning('ada')).toBe(false);
  });

  it.each([
    ['shown on its list', 'unavailable', true],
    ['stopped by a sign-out', 'canceled', false],
  ])('is not told where it is %s', async (_name, code, isWatched) => {
    const { uploads, onFailedUnseen, add, fail } = start();
    if (isWatched) uploads.watchList(ADA, () => undefined);
    add();
    fail(code);
    await vi.waitFor(() => expect(uploads.list(ADA)).toMatchObject([{ error: { code } }]));
    expect(onFailedUnseen).not.toHaveBeenCalled();
  });

  it('is stopped by a dismissal from another visit of the page', async () => {
    const { uploads, stored, add } = start();
    add();
    uploads.dismiss(ADA, uploads.list(ADA)[0]?.id ?? '');
    expect(stored[0]?.signal.aborted).toBe(true);
    expect([uploads.list(ADA), uploads.isRunning('ada')]).toEqual([[], false]);
  });

  it('goes on with the same document and upload when it is chosen again after a failure', async () => {
    const { uploads, stored, add, fail } = start();
    add();
    stored[0]?.onUploaded('uploads/acme/ada/1');
    fail('unavailable');
    await vi.waitFor(() => expect(uploads.isRunning('ada')).toBe(false));
    add();
    add();
    expect(stored).toHaveLength(2);
    expect(stored[1]).toMatchObject({ documentId: stored[0]?.documentId, uploadPath: 'uploads/acme/ada/1' });
  });

  it('is not shown to the next member on the same page, nor with another assistant', () => {
    const { uploads, add } = start();
    add([PRICES, new File(['x'], 'photo.png')]);
    expect(uploads.list(ADA)).toMatchObject([{ problem: null }, { problem: 'type' }]);
    expect(uploads.list({ ...ADA, uid: 'bea' })).toEqual([]);
    expect(uploads.isRunning('bea')).toBe(false);
    expect(uploads.list({ ...ADA, assistantId: 'nora' })).toEqual([]);
  });

  it('is heard of by who asks about everything of the member', () => {
    const { uploads, add } = start();
    const [own, others] = [vi.fn(), vi.fn()];
    uploads.watchMember('ada', own);
    uploads.watchMember('bea', others);
    add();
    expect(own).toHaveBeenCalledTimes(1);
    expect(others).not.toHaveBeenCalled();
  });
});
