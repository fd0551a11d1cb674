import { AuthError, check } from './auth-error.ts';
import type { ProjectConfig } from './project-config.ts';

/** https://firebase.google.com/docs/auth/web/password-auth#enforce-password-policies */
const NON_ALPHANUMERIC = '^$*.[]{}()?"!@#%&/\\,><\':;|_~`';
const MINIMUM_LENGTH = 6;
/** Longer ones would only cost time to hash. The upper bound of any policy in production. */
const MAXIMUM_LENGTH = 4096;

/**
 * Judges a new password. Errors: WEAK_PASSWORD below six characters in any project;
 * PASSWORD_DOES_NOT_MEET_REQUIREMENTS with all that is missing where the policy is enforced.
 */
export function checkNewPassword(config: ProjectConfig, password: string): void {
  if (config.policyEnforced) {
    const missing = missingRequirements(config, password);
    check(
      missing.length === 0,
      `PASSWORD_DOES_NOT_MEET_REQUIREMENTS : Missing password requirements: [${missing.join(', ')}]`,
    );
  }
  check(
    password.length >= MINIMUM_LENGTH,
    `WEAK_PASSWORD : Password should be at least ${MINIMUM_LENGTH} characters`,
  );
  check(
    password.length <= MAXIMUM_LENGTH,
    `PASSWORD_DOES_NOT_MEET_REQUIREMENTS : Missing password requirements: [Password may contain at most ${MAXIMUM_LENGTH} characters]`,
  );
}

/** Refuses a sign-in with an old password that breaks the policy, where the project asks for that. */
export function checkPasswordAtSignin(config: ProjectConfig, password: string): void {
  if (!config.policyEnforced || !config.policyUpgradeOnSignin) return;
  const missing = missingRequirements(config, password);
  if (missing.length === 0) return;
  throw new AuthError(
    `PASSWORD_DOES_NOT_MEET_REQUIREMENTS : Missing password requirements: [${missing.join(', ')}]`,
  );
}

/** The answer of `GET v2/passwordPolicy`. */
export function passwordPolicyBody(config: ProjectConfig): Record<string, unknown> {
  return {
    customStrengthOptions: config.policy,
    allowedNonAlphanumericCharacters: NON_ALPHANUMERIC.split(''),
    enforcementState: config.policyEnforced ? 'ENFORCE' : 'OFF',
    forceUpgradeOnSignin: config.policyUpgradeOnSignin,
    schemaVersion: 1,
  };
}

function missingRequirements(config: ProjectConfig, password: string): string[] {
  const { policy } = config;
  const minLength = policy.minPasswordLength ?? MINIMUM_LENGTH;
  const maxLength = policy.maxPasswordLength ?? MAXIMUM_LENGTH;
  const requirements: [boolean, string][] = [
    [password.length >= minLength, `Password must contain at least ${minLength} characters`],
    [password.length <= maxLength, `Password may contain at most ${maxLength} characters`],
    [
      !policy.containsLowercaseCharacter || /[a-z]/.test(password),
      'Password must contain a lower case character',
    ],
    [
      !policy.containsUppercaseCharacter || /[A-Z]/.test(password),
      'Password must contain an upper case character',
    ],
    [!policy.containsNumericCharacter || /[0-9]/.test(password), 'Password must contain a numeric character'],
    [
      !policy.containsNonAlphanumericCharacter ||
        password.split('').some((character) => NON_ALPHANUMERIC.includes(character)),
      'Password must contain a non-alphanumeric character',
    ],
  ];
  return requirements.filter(([holds]) => !holds).map(([, text]) => text);
}
