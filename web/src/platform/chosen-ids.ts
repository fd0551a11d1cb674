import { randomId } from './random-id.ts';

/** Ids of things that are made without a form to hold their id. */
interface ChosenIds {
  /** The id for a thing: every attempt at the same thing gets the same one, so that it is made once. */
  of: (thing: string) => string;
  /** It was made, or its id is of no use any more: what is called the same from here on is another thing. */
  forget: (thing: string) => void;
}

export function createChosenIds(): ChosenIds {
  const ids = new Map<string, string>();
  return {
    of: (thing) => {
      const id = ids.get(thing) ?? randomId();
      ids.set(thing, id);
      return id;
    },
    forget: (thing) => {
      ids.delete(thing);
    },
  };
}
