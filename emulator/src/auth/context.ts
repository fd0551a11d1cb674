import type { Clock } from '../shared/clock.ts';
import type { AttemptLimiter } from './attempt-limiter.ts';
import type { OobCode } from './oob-code.ts';
import type { ProjectAccounts } from './project-accounts.ts';

/** What an operation works on. */
export interface AuthContext {
  accounts: ProjectAccounts;
  clock: Clock;
  limiter: AttemptLimiter;
  /** `Bearer owner`: an administrator. */
  isPrivileged: boolean;
  /** Where links of one-time codes point, such as `http://127.0.0.1:9099`. */
  origin: string;
  /** Called in place of sending an email. */
  onEmail: (code: OobCode) => void;
}
