/** English has 4 characters to a token, other languages fewer: one token for 3 bytes of UTF-8 is nearly always too many. */
const BYTES_PER_TOKEN = 3;

/** How many tokens a text costs at most, near enough to stay inside a budget. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / BYTES_PER_TOKEN);
}
