import { afterEach, expect, test, vi } from 'vitest';
import { changeDraft, changedText, forgetChange, hasChanges, subscribeToChanges } from './changed-drafts.ts';

const DRAFT = { uid: 'ada', messageId: 'm1' };
const PROPOSED = 'As proposed';

afterEach(() => forgetChange(DRAFT));

test('keeps a changed text until it is forgotten, and tells who listens', () => {
  const heard = vi.fn();
  const stop = subscribeToChanges(heard);
  changeDraft(DRAFT, { proposed: PROPOSED, text: 'As I say it' });
  expect(changedText(DRAFT)).toBe('As I say it');
  expect(hasChanges('ada')).toBe(true);
  expect(heard).toHaveBeenCalledTimes(1);
  forgetChange(DRAFT);
  expect(changedText(DRAFT)).toBeUndefined();
  expect(hasChanges('ada')).toBe(false);
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
});

test('a text that was changed back is no change', () => {
  changeDraft(DRAFT, { proposed: PROPOSED, text: 'As I say it' });
  changeDraft(DRAFT, { proposed: PROPOSED, text: PROPOSED });
  expect(hasChanges('ada')).toBe(false);
});

test('what one member typed is not shown to the next one on the same device', () => {
  changeDraft(DRAFT, { proposed: PROPOSED, text: 'As I say it' });
  expect(changedText({ ...DRAFT, uid: 'bea' })).toBeUndefined();
  expect(hasChanges('bea')).toBe(false);
});
