import { isGoodPassword, judgePassword } from '#contracts/passwords/judge-password.ts';
import { Refusal } from './refusal.ts';

/**
 * The app judges the same while a password is typed; this is for whoever calls without it.
 *
 * @param own what others know of the person: name, email.
 * @throws Refusal `password-too-weak`
 */
export function requireGoodPassword(password: string, own: readonly string[]): void {
  if (!isGoodPassword(judgePassword(password, own)))
    throw new Refusal('password-too-weak', { field: 'password' });
}
