import type { Transaction } from 'firebase-admin/firestore';
import {
  clientKeySchema,
  clientSchema,
  identitySchema,
  type Identity,
} from '#contracts/collections/client.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { derivedId } from '../platform/ids.ts';

export function identityIdOf(accountKey: string, externalId: string): string {
  return derivedId('identity', accountKey, externalId);
}

export function clientKeyIdOf(kind: 'phone' | 'email', value: string): string {
  return derivedId('client-key', kind, value);
}

export interface FoundIdentity {
  id: string;
  identity: Identity;
  /** Ids of the customer on this account that have no document yet. */
  missingIds: string[];
}

/**
 * The identity of a customer by its strongest id, then by its aliases one after the other, so that the usual case costs
 * one read.
 */
export async function findIdentity(
  transaction: Transaction,
  companyId: string,
  identityIds: string[],
): Promise<FoundIdentity | null> {
  const missingIds: string[] = [];
  for (const id of identityIds) {
    const snapshot = await transaction.get(db().doc(paths.identity(companyId, id)));
    if (snapshot.exists) return { id, identity: identitySchema.parse(snapshot.data()), missingIds };
    missingIds.push(id);
  }
  return null;
}

/** A client whose number is known from another channel. At most two reads. */
export async function findClientByPhone(
  transaction: Transaction,
  companyId: string,
  phone: string,
): Promise<{ id: string; name: string; avatar: string | null } | null> {
  const key = await transaction.get(db().doc(paths.clientKey(companyId, clientKeyIdOf('phone', phone))));
  if (!key.exists) return null;
  const { clientId } = clientKeySchema.parse(key.data());
  const client = await transaction.get(db().doc(paths.client(companyId, clientId)));
  if (!client.exists) throw new Error(`client key points to a missing client ${clientId}`);
  const { name, avatar } = clientSchema.parse(client.data());
  return { id: clientId, name, avatar };
}
