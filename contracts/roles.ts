import * as z from 'zod/mini';

/** What a member of a company may be. The claim `role` and the member document's `role` must agree. */
export const ROLES = ['admin', 'supervisor', 'agent'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What a role may do. Functions, the app and the rules' tests read this one table. */
export const ABILITIES = {
  'inbox.read': ['admin', 'supervisor', 'agent'],
  'inbox.reply': ['admin', 'supervisor', 'agent'],
  /** Act on a conversation that another member has taken: transfer, return, close. */
  'inbox.manageOthers': ['admin', 'supervisor'],
  'clients.edit': ['admin', 'supervisor', 'agent'],
  'tags.manage': ['admin', 'supervisor'],
  'queues.manage': ['admin'],
  'channels.manage': ['admin'],
  /** Invite, change, disable and remove members, and hand their work over. */
  'people.manage': ['admin'],
  'audit.read': ['admin'],
  /** Name, language, look and mail of the company. */
  'company.manage': ['admin'],
  'hours.manage': ['admin'],
  'announcements.read': ['admin', 'supervisor', 'agent'],
  'announcements.manage': ['admin'],
  /** See what the bot and the AI did. */
  'automation.read': ['admin', 'supervisor'],
  'automation.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Ability = keyof typeof ABILITIES;

export function roleCan(role: Role, ability: Ability): boolean {
  return (ABILITIES[ability] as readonly Role[]).includes(role); // widens the tuple so that any role can be asked
}

/** Custom claims of a member's ID token. */
export const claimsSchema = z.object({ companyId: z.string(), role: roleSchema });
export type Claims = z.infer<typeof claimsSchema>;
