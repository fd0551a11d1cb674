import { describe, expect, it } from 'vitest';
import { decideTrainingBegin, decideTrainingEnd, listedStatusOf } from './assistant-training.ts';

describe('an assistant in training', () => {
  it.each(['inactive', 'active'] as const)('returns to %s after the last of its documents', (status) => {
    const first = decideTrainingBegin({ status }, ['a']);
    const second = decideTrainingBegin({ ...first, training: first.training ?? undefined }, ['b', 'a']);
    expect(second).toEqual({
      status: 'training',
      training: { documentIds: ['a', 'b'], statusBefore: status },
    });
    const one = decideTrainingEnd({ ...second, training: second.training ?? undefined }, 'a');
    expect(one).toEqual({ status: 'training', training: { documentIds: ['b'], statusBefore: status } });
    const none = decideTrainingEnd({ ...one, training: one.training ?? undefined }, 'b');
    expect(none).toEqual({ status, training: null });
  });

  it.each([
    ['active', 'training'],
    ['inactive', 'inactive'],
  ] as const)('that was %s before is listed as %s', (statusBefore, listed) => {
    const training = { documentIds: ['a'], statusBefore };
    expect(listedStatusOf({ status: 'training', training })).toBe(listed);
    expect(listedStatusOf({ status: 'active', training })).toBe('active');
    expect(listedStatusOf({ status: 'inactive', training })).toBe('inactive');
  });

  it('keeps a status that somebody set meanwhile', () => {
    const training = { documentIds: ['a'], statusBefore: 'inactive' as const };
    expect(decideTrainingEnd({ status: 'active', training }, 'a')).toEqual({
      status: 'active',
      training: null,
    });
  });

  it('stays as it is where a document ends that was not in training', () => {
    expect(decideTrainingEnd({ status: 'active' }, 'a')).toEqual({ status: 'active', training: null });
    const training = { documentIds: ['b'], statusBefore: 'active' as const };
    const state = { status: 'training' as const, training };
    expect(decideTrainingEnd(state, 'a')).toEqual(state);
  });
});
