import { describe, expect, it } from 'vitest';
import type { AssistantSettings } from '#contracts/callables/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import { changeDraft, isDirty, isOvertaken, keepDraft, settleDraft } from './draft-model.ts';
import { freshAi } from './model.ts';

const saying = (systemPrompt: string) => freshAi('Mia', systemPrompt);
const stored = (settings: AssistantSettings, revision: number): Assistant => ({
  ...settings,
  status: 'active',
  archived: false,
  promptVersion: 1,
  revision,
  createdAt: 0,
  updatedAt: 0,
  updatedBy: 'ana',
});
const first = stored(saying('First.'), 4);
const mine = changeDraft(null, saying('Mine.'), first);
const sent = { ...mine, sent: mine.settings };

describe('a draft', () => {
  it('begins with the revision that the reader saw, and stays with it', () => {
    const theirs = stored(saying('Theirs.'), 5);
    expect(mine.begunWith).toBe(4);
    expect(changeDraft(mine, saying('Mine too.'), theirs).begunWith).toBe(4);
    expect(isOvertaken(mine, first)).toBe(false);
    expect(isOvertaken(mine, theirs)).toBe(true);
    expect(settleDraft(mine, theirs)).toBe(mine);
  });

  it('is not overtaken where somebody only switches the assistant on or off', () => {
    expect(isOvertaken(mine, { ...first, status: 'inactive', updatedAt: 1 })).toBe(false);
  });

  it('is gone once it says what is stored', () => {
    expect(settleDraft(mine, stored(saying('Mine.'), 5))).toBeNull();
    expect(settleDraft(changeDraft(mine, saying('First.'), first), first)).toBeNull();
  });

  it('that was kept waits for the listener, and then the document speaks, whoever wrote it', () => {
    const kept = keepDraft(sent, mine.settings, 5);
    expect(isDirty(kept, first)).toBe(false);
    expect(settleDraft(kept, first)).toBe(kept);
    expect(settleDraft(kept, stored(saying('Theirs.'), 6))).toBeNull();
  });

  it('goes on from the own save, also where its answer was lost', () => {
    const after = stored(mine.settings, 5);
    const more = changeDraft(sent, saying('Mine, and more.'), first);
    expect(settleDraft(more, after)).toMatchObject({ begunWith: 5, settings: more.settings });
    const answered = keepDraft(more, mine.settings, 5);
    expect(isOvertaken(answered, after)).toBe(false);
    expect(isOvertaken(answered, stored(saying('Theirs.'), 6))).toBe(true);
  });
});
