/** A text that hides in another is itself looked into this often. */
const MAX_DEPTH = 2;
/** Enough for every way of hiding below, and an end to what a hostile text can cost. */
const MAX_TEXTS = 60;
/** Shorter ones hold nothing worth finding. */
const MIN_CHARACTERS = 24;

/** A text and what it says once base64, hexadecimal, character codes, escapes or mirror writing are undone. */
export function decodings(text: string): string[] {
  const found = new Set([text]);
  let level = [text];
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next: string[] = [];
    for (const decoded of level.flatMap(decodeAll)) {
      if (found.size >= MAX_TEXTS) return [...found];
      if (decoded.length < MIN_CHARACTERS || found.has(decoded)) continue;
      found.add(decoded);
      next.push(decoded);
    }
    level = next;
  }
  return [...found];
}

function decodeAll(text: string): string[] {
  const mirrored = Array.from(text).toReversed().join('');
  return [text, mirrored].flatMap((side) => [
    ...fromBase64(side),
    ...fromHexadecimal(side),
    ...fromCodes(side),
    ...fromEscapes(side),
  ]);
}

/** Read together and word by word; a word before it may have moved where its groups of four begin. */
function fromBase64(text: string): string[] {
  const compact = text.replace(/[^\w+/=-]/g, '');
  const texts: string[] = [];
  for (const candidate of new Set([compact, compact.replace(/[-_]/g, '')]))
    for (const [run] of candidate.matchAll(/[\w+/-]{32,}/g))
      for (let offset = 0; offset < 4; offset += 1) texts.push(...readable(run.slice(offset)));
  const words = text.split(/\s+/).filter((word) => /^[A-Za-z0-9+/]{2,}={0,2}$/.test(word));
  if (words.length > 3) texts.push(words.map((word) => Buffer.from(word, 'base64').toString()).join(' '));
  return texts;
}

/** Most of what is no base64 decodes to noise, which nobody has to look at. */
function readable(base64: string): string[] {
  const decoded = Buffer.from(base64, 'base64').toString('utf8');
  const letters = decoded.match(/[\p{L}\p{N}\s]/gu)?.length ?? 0;
  const broken = decoded.match(/[\uFFFD\p{Cc}]/gu)?.length ?? 0;
  return letters > broken * 4 ? [decoded] : [];
}

function fromHexadecimal(text: string): string[] {
  const compact = text.replace(/0x|\\x|[^0-9a-z]/gi, '');
  return [...compact.matchAll(/[0-9a-f]{48,}/gi)].flatMap(([run]) =>
    [0, 1].map((offset) => Buffer.from(run.slice(offset), 'hex').toString('utf8')),
  );
}

/** Codes of characters, as decimal numbers or as eight bits. */
function fromCodes(text: string): string[] {
  const texts: string[] = [];
  const codes = [...text.matchAll(/(?<!\d)\d{2,6}(?!\d)/g)].map(([code]) => Number(code));
  if (codes.length >= MIN_CHARACTERS) texts.push(String.fromCodePoint(...codes));
  const bits = text.replace(/[^01]/g, '');
  if (bits.length >= MIN_CHARACTERS * 8)
    texts.push(
      (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join(''),
    );
  return texts;
}

function fromEscapes(text: string): string[] {
  const unescaped = text
    .replace(/%([0-9a-f]{2})/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\u\{?([0-9a-f]{4})\}?/gi, (_whole, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/&#x([0-9a-f]{1,4});/gi, (_whole, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/&#(\d{1,5});/g, (_whole, code: string) => String.fromCharCode(Number(code)));
  return unescaped === text ? [] : [unescaped];
}
