import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../platform/documents.ts';

/** What a member is to the company now. */
export type MemberState = 'active' | 'invited' | 'disabled' | 'left';

/** What the list can be narrowed to; `here`: everybody who has not left. */
export const STATE_FILTERS = ['here', 'active', 'invited', 'disabled', 'left'] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

export function memberState({ active, invitation, removedAt }: Member): MemberState {
  if (removedAt != null) return 'left';
  if (active) return 'active';
  return invitation == null ? 'disabled' : 'invited';
}

/** The members that fit a state and what was typed. Who was invited, never came and was withdrawn is nobody. */
export function findMembers(
  members: readonly Stored<Member>[],
  { state, search }: { state: StateFilter; search: string },
): Stored<Member>[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return members.filter((member) => {
    if (member.removedAt != null && member.invitation != null) return false;
    const own = memberState(member);
    if (state === 'here' ? own === 'left' : own !== state) return false;
    const text = plain(`${member.name} ${member.email}`);
    return words.every((word) => text.includes(word));
  });
}

/** What an admin can do about a member, in the order of the menu. */
export type MemberAction =
  'role' | 'queues' | 'handOver' | 'signOut' | 'resend' | 'disable' | 'enable' | 'remove' | 'withdraw';

const ACTIONS: Record<MemberState, MemberAction[]> = {
  active: ['role', 'queues', 'handOver', 'signOut', 'disable', 'remove'],
  invited: ['role', 'queues', 'resend', 'withdraw'],
  disabled: ['role', 'queues', 'handOver', 'enable', 'remove'],
  left: [],
};
/** Nobody can lock themselves out. */
const OWN_ACTIONS: MemberAction[] = ['queues', 'handOver'];

export function findActions(member: Member, isOwn: boolean): MemberAction[] {
  return isOwn ? OWN_ACTIONS : ACTIONS[memberState(member)];
}

/** As the query sorts: by the name's characters, then by id. */
export function compareMembers(a: Stored<Member>, b: Stored<Member>): number {
  return compare(a.name, b.name) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Lower case and without accents, so that `perez` finds Pérez. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
