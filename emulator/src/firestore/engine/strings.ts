/**
 * Orders strings by their UTF-8 bytes. JavaScript compares UTF-16 units, which puts surrogate pairs (U+10000 and up)
 * before U+E000..U+FFFF; everything else agrees.
 */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return compareUnits(left, right);
  }
  return a.length - b.length;
}

/** Orders two different UTF-16 code units as the characters they belong to would order in UTF-8. */
export function compareUnits(left: number, right: number): number {
  const leftIsSurrogate = left >= 0xd800 && left <= 0xdfff;
  const rightIsSurrogate = right >= 0xd800 && right <= 0xdfff;
  if (leftIsSurrogate === rightIsSurrogate) return left - right;
  return leftIsSurrogate ? 1 : -1;
}
