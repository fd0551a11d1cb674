import { afterEach, expect, test, vi } from 'vitest';
import { changeOf, changeText, forgetChange, hasChanges, subscribeToChanges } from './changed-texts.ts';

const DRAFT = { uid: 'ada', field: 'messages/m1' };
const PROPOSED = 'As proposed';
const CHANGE = { from: PROPOSED, to: 'As I say it' };

afterEach(() => forgetChange(DRAFT));

test('keeps a changed text until it is forgotten, and tells who listens', () => {
  const heard = vi.fn();
  const stop = subscribeToChanges(heard);
  changeText(DRAFT, CHANGE);
  expect(changeOf(DRAFT)).toEqual(CHANGE);
  expect(hasChanges('ada')).toBe(true);
  expect(heard).toHaveBeenCalledTimes(1);
  forgetChange(DRAFT);
  expect(changeOf(DRAFT)).toBeUndefined();
  expect(hasChanges('ada')).toBe(false);
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
});

test('a text that was changed back is no change', () => {
  changeText(DRAFT, CHANGE);
  changeText(DRAFT, { from: PROPOSED, to: PROPOSED });
  expect(hasChanges('ada')).toBe(false);
});

test('remembers what stood there at the beginning, whoever changes it meanwhile', () => {
  changeText(DRAFT, CHANGE);
  changeText(DRAFT, { from: 'As somebody else says it', to: 'As I say it now' });
  expect(changeOf(DRAFT)).toEqual({ from: PROPOSED, to: 'As I say it now' });
});

test('what was typed while the text before was saved stays', () => {
  changeText(DRAFT, { from: PROPOSED, to: 'As I say it now' });
  forgetChange(DRAFT, 'As I say it');
  expect(changeOf(DRAFT)).toEqual({ from: 'As I say it', to: 'As I say it now' });
  forgetChange(DRAFT, 'As I say it now');
  expect(hasChanges('ada')).toBe(false);
});

test('what one member typed is not shown to the next one on the same device', () => {
  changeText(DRAFT, CHANGE);
  expect(changeOf({ ...DRAFT, uid: 'bea' })).toBeUndefined();
  expect(hasChanges('bea')).toBe(false);
});
