import { asParsed, findLinkLike, isShownAsLink } from './links.ts';

/** What an answer may point to. */
export interface LinkPolicy {
  /** Hosts, lower case; their subdomains are included. */
  allowedHosts: string[];
  /** Addresses that published knowledge holds, lower case. */
  publishedMails: ReadonlySet<string>;
}

/** Endings of file names that are no endings of hosts. */
const FILE_ENDING =
  /\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|jpe?g|png|gif|webp|mp3|mp4|ogg|wav|html?|js|json|xml)$/i;
const MAIL = /^(?:mailto:)?([^\s@/\\:?#<>"]{1,64})@([^\s@/\\:?#<>"]{1,253})$/i;
const MAX_DECODINGS = 4;

/**
 * Leaves only links to allowed hosts: https or http, usual ports, no name before an `@`, nothing that parsers read
 * differently, and no other address inside. Words with dots that are no link get a gap behind each dot, so that no app
 * makes one of them.
 */
export function removeLinks(text: string, policy: LinkPolicy): string {
  const parsed = asParsed(text);
  let kept = '';
  let at = 0;
  for (const { start, end } of findLinkLike(parsed)) {
    const link = replacementOf(parsed.slice(start, end), text.slice(start, end), policy);
    kept += text.slice(at, start);
    kept += isTouching(text.charAt(start - 1)) ? ` ${link}` : link;
    if (isTouching(text.charAt(end))) kept += ' ';
    at = end;
  }
  return kept + text.slice(at);
}

/** A symbol or letter of another script beside a link that some apps would take into it. */
function isTouching(neighbour: string): boolean {
  return /\P{ASCII}/u.test(neighbour) && !/[\p{P}\s]/u.test(neighbour);
}

function replacementOf(link: string, original: string, policy: LinkPolicy): string {
  const mail = MAIL.exec(link);
  if (mail !== null) return mailOf(mail[1] ?? '', mail[2] ?? '', policy);
  if (isAllowedLink(link, policy)) return link;
  if (isMixed(link)) return apart(original);
  if (isBareWord(link) || isMissingSpace(original))
    return original.replace(/[.\u3002\uFF61\uFF0E\u2024\uFE52](?=.)/gu, (dot) => `${dot} `);
  return isHarmless(link) ? original : ' ';
}

/** What is no address stays: a number, a short form, the name of a file. */
function isHarmless(link: string): boolean {
  if (/^[\p{N}._-]+(?:\/[\p{N}._/-]*)?$/u.test(link)) return !/^\d{1,3}(?:\.\d{1,3}){3}/.test(link);
  if (!isPlainDotted(link) || hasKnownEnding(link)) return false;
  // Every ending of two letters that exists is known as a link: `EE.UU` is none.
  return FILE_ENDING.test(link) || endingOf(link).length <= 2;
}

/** Whether some part of it has an ending that exists: apps differ in where they let a link end. */
function hasKnownEnding(word: string): boolean {
  return word.split('.').some((label, at) => at > 0 && isShownAsLink(`host.${label}`));
}

/** A word with dots in which letters of other scripts touch those of addresses: each may be a link without the other. */
function isMixed(link: string): boolean {
  return isPlainDotted(link) && /\P{ASCII}/u.test(link) && /[a-z0-9]/i.test(link);
}

function apart(word: string): string {
  return word.replace(/(?<=[!-~])(?=\P{ASCII})|(?<=\P{ASCII})(?=[!-~])/gu, ' ');
}

/** Two sentences that grew together, such as `Gracias.Today`. */
function isMissingSpace(link: string): boolean {
  return /^\p{L}*\p{Ll}(?:\.\p{Lu}\p{Ll}+)+$/u.test(link);
}

function isBareWord(link: string): boolean {
  return (
    isPlainDotted(link) &&
    !isHarmless(link) &&
    !isShownAsLink(link) &&
    !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(link)
  );
}

function isPlainDotted(link: string): boolean {
  return /^[\p{L}\p{N}\p{M}_-]+(?:\.[\p{L}\p{N}\p{M}_-]+)+$/u.test(link);
}

function endingOf(link: string): string {
  return link.slice(link.lastIndexOf('.') + 1);
}

/** An address that the customer gave may be named, but not as something to write to. */
function mailOf(local: string, host: string, policy: LinkPolicy): string {
  const address = `${local}@${host}`;
  if (policy.publishedMails.has(address.toLowerCase())) return address;
  return isPlainLocal(local) ? `${local}@…` : ' ';
}

/** A local part that is itself an address would be shown as one. */
function isPlainLocal(local: string): boolean {
  return findLinkLike(local).length === 0;
}

function isAllowedLink(link: string, policy: LinkPolicy): boolean {
  // Only hosts as they are registered: apps do not agree on what a letter of another script becomes, or where it ends.
  if (/[\\\s\p{Cc}]/u.test(link) || !/^(?:[a-z]+:\/\/)?[a-z0-9.:-]+(?:[/?#]|$)/i.test(link)) return false;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(link)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') return false;
  if (scheme === undefined && /^(?:[^/?#]*@|\/\/|[a-z][a-z0-9+-]*:(?!\d))/i.test(link)) return false;
  const url = URL.parse(scheme === undefined ? `https://${link}` : link);
  if (url === null || url.username !== '' || url.password !== '' || !/^(?:|80|443)$/.test(url.port))
    return false;
  if (/^[^/]*\/\/[^/?#]*@/.test(link)) return false;
  return isAllowedHost(url.hostname, policy.allowedHosts) && isPlainTail(url, policy);
}

function isAllowedHost(hostname: string, allowedHosts: string[]): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return allowedHosts.some((allowed) => host === allowed || host.endsWith(`.${allowed}`));
}

/** An allowed host may send its visitors on: no second address in the path or behind it, however it is encoded. */
function isPlainTail(url: URL, policy: LinkPolicy): boolean {
  let path = url.pathname;
  let query = url.search + url.hash;
  for (let round = 0; round < MAX_DECODINGS; round += 1) {
    if (/[/\\]{2}|:[/\\]|@.*\./.test(path)) return false;
    if (path.split('/').some((piece) => isShownAsLink(piece) && !isAllowedHost(piece, policy.allowedHosts)))
      return false;
    const words = query.replace(/[?#&=;]/g, ' ');
    if (removeLinks(words, policy) !== words) return false;
    path = decodeOnce(path);
    query = decodeOnce(query);
  }
  return true;
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
  }
}
