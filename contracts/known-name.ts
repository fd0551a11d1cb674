/** A customer's name; empty where nobody knows it: such a customer is called by an address, which is no name. */
export function knownName(clientName: string): string {
  return /\p{L}/u.test(clientName) && !clientName.includes('@') ? clientName.trim() : '';
}
