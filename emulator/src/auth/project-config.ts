import { z } from 'zod';
import { unimplemented } from './auth-error.ts';

const strength = z.strictObject({
  minPasswordLength: z.int().min(6).max(30).optional(),
  maxPasswordLength: z.int().min(6).max(4096).optional(),
  containsLowercaseCharacter: z.boolean().optional(),
  containsUppercaseCharacter: z.boolean().optional(),
  containsNumericCharacter: z.boolean().optional(),
  containsNonAlphanumericCharacter: z.boolean().optional(),
});

/** The part of `Config` (identitytoolkit admin v2) that this service obeys, under its wire names. */
const configPatch = z.object({
  signIn: z
    .object({
      anonymous: z.object({ enabled: z.boolean() }).optional(),
      email: z.object({ enabled: z.boolean() }).optional(),
      allowDuplicateEmails: z.literal(false).optional(),
    })
    .optional(),
  client: z
    .object({
      permissions: z.object({
        disabledUserSignup: z.boolean().optional(),
        disabledUserDeletion: z.boolean().optional(),
      }),
    })
    .optional(),
  emailPrivacyConfig: z.object({ enableImprovedEmailPrivacy: z.boolean() }).optional(),
  passwordPolicyConfig: z
    .object({
      passwordPolicyEnforcementState: z.enum(['OFF', 'ENFORCE']).optional(),
      forceUpgradeOnSignin: z.boolean().optional(),
      passwordPolicyVersions: z
        .array(z.object({ customStrengthOptions: strength }))
        .length(1)
        .optional(),
    })
    .optional(),
});

/** What a project allows and asks for. */
export interface ProjectConfig {
  anonymousEnabled: boolean;
  emailEnabled: boolean;
  signupDisabled: boolean;
  deletionDisabled: boolean;
  /** Email enumeration protection. */
  improvedEmailPrivacy: boolean;
  policyEnforced: boolean;
  policyUpgradeOnSignin: boolean;
  policy: z.infer<typeof strength>;
}

/** A new project of production: enumeration protection on, the policy not enforced. */
export const DEFAULT_CONFIG: ProjectConfig = {
  anonymousEnabled: true,
  emailEnabled: true,
  signupDisabled: false,
  deletionDisabled: false,
  improvedEmailPrivacy: true,
  policyEnforced: false,
  policyUpgradeOnSignin: false,
  policy: { minPasswordLength: 6, maxPasswordLength: 4096 },
};

/** Applies a partial `Config`; a part that this service does not know is refused by name with 501. */
export function patchConfig(config: ProjectConfig, body: unknown): ProjectConfig {
  refuseUnknown(body);
  const patch = configPatch.parse(body);
  const permissions = patch.client?.permissions;
  const policy = patch.passwordPolicyConfig;
  return {
    anonymousEnabled: patch.signIn?.anonymous?.enabled ?? config.anonymousEnabled,
    emailEnabled: patch.signIn?.email?.enabled ?? config.emailEnabled,
    signupDisabled: permissions?.disabledUserSignup ?? config.signupDisabled,
    deletionDisabled: permissions?.disabledUserDeletion ?? config.deletionDisabled,
    improvedEmailPrivacy: patch.emailPrivacyConfig?.enableImprovedEmailPrivacy ?? config.improvedEmailPrivacy,
    policyEnforced: policy?.passwordPolicyEnforcementState
      ? policy.passwordPolicyEnforcementState === 'ENFORCE'
      : config.policyEnforced,
    policyUpgradeOnSignin: policy?.forceUpgradeOnSignin ?? config.policyUpgradeOnSignin,
    policy: policy?.passwordPolicyVersions?.[0]?.customStrengthOptions ?? config.policy,
  };
}

/** The configuration under its wire names. */
export function configBody(projectId: string, config: ProjectConfig): Record<string, unknown> {
  return {
    name: `projects/${projectId}/config`,
    signIn: {
      allowDuplicateEmails: false,
      anonymous: { enabled: config.anonymousEnabled },
      email: { enabled: config.emailEnabled, passwordRequired: true },
    },
    client: {
      permissions: {
        disabledUserSignup: config.signupDisabled,
        disabledUserDeletion: config.deletionDisabled,
      },
    },
    emailPrivacyConfig: { enableImprovedEmailPrivacy: config.improvedEmailPrivacy },
    passwordPolicyConfig: {
      passwordPolicyEnforcementState: config.policyEnforced ? 'ENFORCE' : 'OFF',
      forceUpgradeOnSignin: config.policyUpgradeOnSignin,
      passwordPolicyVersions: [{ customStrengthOptions: config.policy }],
    },
  };
}

function refuseUnknown(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const known: Record<string, object> = configPatch.shape;
  for (const [name, value] of Object.entries(body)) {
    if (value !== undefined && name !== 'name' && !Object.hasOwn(known, name)) {
      throw unimplemented(`config.${name}`);
    }
  }
  const { signIn } = body as { signIn?: { allowDuplicateEmails?: unknown } }; // optional fields of unknown type
  if (signIn?.allowDuplicateEmails === true) throw unimplemented('config.signIn.allowDuplicateEmails');
}
