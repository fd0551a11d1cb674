import { readTaxonomy } from '../company/read-taxonomy.ts';
import { auth } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { bringInStep } from './bring-in-step.ts';
import { changeMember, type MemberCall } from './change-member.ts';
import {
  decideDisable,
  decideEnable,
  decideQueues,
  decideRemove,
  decideRole,
  decideSignOut,
  type DecideMember,
} from './decide-member.ts';
import { invitedAddressRef } from './invite-member.ts';
import { isInvited, isRemoved, readMember } from './member-store.ts';
import { requireQueues } from './queues.ts';

type Done = Record<string, never>;

/** Member document first, which ends the old rights by itself; then the account. A repeat brings them in step. */
export async function setMemberRole(call: Call<'setMemberRole'>): Promise<Done> {
  requireOther(call);
  await change(call, (facts) => decideRole(facts, call.input.role));
  return {};
}

/** Queues and how many conversations at once; the caller's own too. */
export async function setMemberQueues(call: Call<'setMemberQueues'>): Promise<Done> {
  const { companyId, input } = call;
  const member = await readMember(companyId, input.memberId);
  if (member === null) throw new Refusal('not-found', { field: 'memberId' });
  const taxonomy = await readTaxonomy(companyId);
  requireQueues(taxonomy, input.queueIds, member.queueIds);
  const { queues } = taxonomy;
  const nameOf = (id: string) => (Object.hasOwn(queues, id) ? (queues[id]?.name ?? id) : id);
  const wanted = { queueIds: [...new Set(input.queueIds)], capacity: input.capacity };
  await changeMember(call, (facts) => decideQueues(facts, wanted, nameOf));
  return {};
}

export async function disableMember(call: Call<'disableMember'>): Promise<Done> {
  requireOther(call);
  await change(call, decideDisable);
  return {};
}

/** The account first: cut short in between, the member is still shown as disabled, and enabling again repairs it. */
export async function enableMember(call: Call<'enableMember'>): Promise<Done> {
  requireOther(call);
  const { companyId, input } = call;
  const member = await readMember(companyId, input.memberId);
  if (member !== null && !isRemoved(member) && !isInvited(member))
    await auth().updateUser(input.memberId, { disabled: false });
  try {
    await changeMember(call, decideEnable);
  } finally {
    await bringInStep(companyId, input.memberId);
  }
  return {};
}

/** For good. An invitation is withdrawn in the same way. */
export async function removeMember(call: Call<'removeMember'>): Promise<Done> {
  requireOther(call);
  const { companyId, input } = call;
  const member = await readMember(companyId, input.memberId);
  await changeMember(call, decideRemove, { asksForOpenWork: true });
  await bringInStep(companyId, input.memberId);
  if (member !== null && member.email !== '') await invitedAddressRef(companyId, member.email).delete();
  return {};
}

export async function signOutEverywhere(call: Call<'signOutEverywhere'>): Promise<Done> {
  await change(call, decideSignOut);
  return {};
}

async function change(call: MemberCall, decide: DecideMember): Promise<void> {
  await changeMember(call, decide);
  await bringInStep(call.companyId, call.input.memberId);
}

/** Nobody changes the own role, or disables or removes the own account: there is always another who can undo it. */
function requireOther({ uid, input }: MemberCall): void {
  if (input.memberId === uid) throw new Refusal('own-account');
}
