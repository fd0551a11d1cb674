/** The server asks for the same. */
export const PASSWORD_CHARACTERS = { least: 10, most: 128 } as const;
/** Shorter parts of names stand in many good passwords. */
const OWN_WORD_CHARACTERS = 4;

/** What a new password fulfils so far. */
export interface PasswordVerdict {
  isLong: boolean;
  /** It is more than the own name or email with something around. */
  isNotOwn: boolean;
}

/**
 * Judges a password while it is typed.
 *
 * @param own what others know of the person: name, email.
 */
export function judgePassword(password: string, own: readonly string[]): PasswordVerdict {
  const lower = password.toLowerCase();
  const words = own
    .flatMap((text) => text.toLowerCase().split(/[\s@]+/))
    .filter((word) => word.length >= OWN_WORD_CHARACTERS);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), lower);
  return {
    isLong: password.length >= PASSWORD_CHARACTERS.least,
    isNotOwn: password !== '' && (rest === lower || rest.length >= PASSWORD_CHARACTERS.least),
  };
}

export function isGoodPassword({ isLong, isNotOwn }: PasswordVerdict): boolean {
  return isLong && isNotOwn;
}
