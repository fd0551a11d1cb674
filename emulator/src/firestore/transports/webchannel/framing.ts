/**
 * The bytes of WebChannel, wire version 8. Source: closure-library, goog/labs/net/webchannel (wirev8.js for the
 * requests, webchannelbase.js for the responses).
 */

/** A chunk of a response: its length in UTF-16 units, since that is how the client counts, and JSON. */
export function frame(json: string): string {
  return `${json.length}\n${json}`;
}

/** A chunk of arrays: `arrays` are `[id, message]` pairs that are JSON already. */
export function frameArrays(arrays: readonly string[]): string {
  return frame(`[${arrays.join(',')}]`);
}

/** The body of a POST. */
interface ForwardBody {
  /** Request headers of the stream, names in lower case: only the first POST has them. */
  headers: Map<string, string>;
  /** Number of the first message; they count up from it. */
  firstMapId: number;
  /** Each message's JSON text. */
  maps: string[];
}

/** Reads `headers=..&count=2&ofs=0&req0___data__=..&req1___data__=..`. */
export function parseForwardBody(body: string): ForwardBody {
  const form = new URLSearchParams(body);
  const count = Number(form.get('count') ?? 0);
  const maps: string[] = [];
  for (let index = 0; index < count; index++) maps.push(form.get(`req${index}___data__`) ?? '{}');
  return {
    headers: parseHeaders(form.get('headers') ?? ''),
    firstMapId: Number(form.get('ofs') ?? 0),
    maps,
  };
}

/** `Name:value` lines. Names keep the client's casing on the wire. */
function parseHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}
