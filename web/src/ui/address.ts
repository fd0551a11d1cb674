/** A customer's address as people read it: without the provider's prefix, such as `whatsapp:`. */
export function readableAddress(address: string): string {
  return address.replace(/^[a-z]+:/, '');
}
