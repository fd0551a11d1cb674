import { cleanAnswer } from './clean-answer.ts';
import { cutText } from './cut-text.ts';
import { decodings } from './decodings.ts';
import { hasCredential, hasForeignContact, mailsIn } from './find-contacts.ts';
import { repeatsSecret, secretText } from './find-leak.ts';
import { removeUnseen } from './plain-text.ts';

/** What an answer is judged by. */
export interface GuardContext {
  /** Hosts that links may lead to, lower case; subdomains included. */
  allowedHosts: string[];
  /** The instructions: nothing long of them may be said. */
  secret: string;
  /** What the company publishes: passages, examples of answers, the words of a hand-over. */
  published: string[];
  /** What this customer and the company said to each other, and the customer's address. */
  conversation: string[];
  /** What the company said before, oldest first. */
  answers: string[];
  /** Characters of one text on the channel. */
  textCharacters: number;
}

/** `instructions`, `credential`, `contact`: what the text gave away. `nothing-left`: it was links and nothing else. */
export type GuardResult =
  | { outcome: 'clean'; text: string }
  | { outcome: 'refused'; why: 'instructions' | 'credential' | 'contact' | 'nothing-left' };

/**
 * The last look at what a model wrote, before it leaves: plain text without links to hosts that the company does not
 * allow, without unseen characters, no longer than the channel takes. A text that repeats the instructions, or holds a
 * key, a number or an address from nowhere, is refused whole. The model is not trusted: what it was not given cannot
 * come out, and this holds back the rest.
 */
export function guardAnswer(answer: string, context: GuardContext): GuardResult {
  const secret = secretText(context.secret, context.published);
  const before = context.answers.join('\n');
  const sources = [context.secret, ...context.published, ...context.conversation];
  const judge = (text: string): GuardResult | null => {
    const texts = decodings(text);
    if (texts.some(hasCredential)) return { outcome: 'refused', why: 'credential' };
    if (hasForeignContact(text, sources)) return { outcome: 'refused', why: 'contact' };
    // In pieces, one an answer, each too short by itself.
    const completes = () => !repeatsSecret([before], secret) && repeatsSecret([`${before}\n${text}`], secret);
    return repeatsSecret(texts, secret) || completes() ? { outcome: 'refused', why: 'instructions' } : null;
  };
  const policy = {
    allowedHosts: context.allowedHosts,
    publishedMails: new Set([context.secret, ...context.published].flatMap(mailsIn)),
  };
  const seen = removeUnseen(answer);
  const text = cleanAnswer(seen, policy);
  const refused = judge(seen) ?? (text === null || text === seen ? null : judge(text));
  if (refused !== null) return refused;
  // A cut inside of an address may have made another one.
  const cut = text === null ? null : cleanAnswer(cutText(text, context.textCharacters), policy);
  if (cut === null || !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(cut))
    return { outcome: 'refused', why: 'nothing-left' };
  return { outcome: 'clean', text: cut.slice(0, context.textCharacters).toWellFormed() };
}
