/** Of a shorter secret the last four characters would tell too much of the rest, or all of it. */
const SHORTEST_SHOWN = 12;

/** The last four characters of a secret, by which people tell which one is stored; empty where it is too short for that. */
export function shownEnd(secret: string): string {
  return secret.length < SHORTEST_SHOWN ? '' : secret.slice(-4);
}
