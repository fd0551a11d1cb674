/** An address as people type it, made one that leads somewhere: `example.com` is a site, `ana@example.com` a mailbox. */
export function withScheme(address: string): string {
  const typed = address.trim();
  if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(typed)) return typed;
  if (/^[^\s/@]+@[^\s/@]+$/.test(typed)) return `mailto:${typed}`;
  return `https://${typed.replace(/^\/+/, '')}`;
}
