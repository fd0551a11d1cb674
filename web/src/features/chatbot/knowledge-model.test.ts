import { describe, expect, it } from 'vitest';
import { LIMITS } from '#contracts/limits.ts';
import { findFileProblem, trainingShare, uploadTypeOf } from './knowledge-model.ts';

describe('a file of knowledge', () => {
  it.each([
    ['prices.pdf', 100, null],
    ['NOTES.MD', 100, null],
    ['terms.docx', LIMITS.knowledgeBytes, null],
    ['terms.docx', LIMITS.knowledgeBytes + 1, 'size'],
    ['old.doc', 100, 'type'],
    ['photo.png', 100, 'type'],
    ['noending', 100, 'type'],
    ['empty.txt', 0, 'empty'],
  ])('%s of %i bytes: %s', (name, size, problem) => {
    expect(findFileProblem({ name, size })).toBe(problem);
  });

  it('uploads Markdown as plain text, which the rules of the storage know', () => {
    expect(uploadTypeOf({ name: 'notes.md' })).toBe('text/plain');
  });
});

describe('how far a training is', () => {
  const done = { status: 'active' as const, chunkCount: 50, trainedCount: 50 };

  it('counts what is being trained, by its chunks', () => {
    const documents = [
      done,
      { status: 'training' as const, chunkCount: 30, trainedCount: 10 },
      { status: 'training' as const, chunkCount: 10, trainedCount: 10 },
    ];
    expect(trainingShare(documents)).toBe(0.5);
  });

  it('is at its beginning until the chunks are counted', () => {
    expect(trainingShare([{ status: 'training', chunkCount: 0, trainedCount: 0 }])).toBe(0);
  });

  it('is none when nothing is trained', () => {
    expect(trainingShare([done])).toBeNull();
  });
});
