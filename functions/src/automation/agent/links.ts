import { LinkifyIt } from 'linkify-it';

/** Endings that linkify-it leaves out, of those in which strangers register names or apps see an address. */
const MORE_ENDINGS =
  'academy agency app art bank best bid blog cam cash center chat city click cloud club cyou dev digital direct ' +
  'download email example exchange expert fit fun fyi games gift global group guru help host icu invalid ink int ' +
  'internal ist jobs lat life link live local loan localhost lol lt ltd market media mil mobi mom monster mov network ' +
  'news ninja one onion online page party photos pics pink place plus press promo pub quest racing red rest review ' +
  'rocks run sale sbs science services site skin social solutions space store stream studio support systems team tech ' +
  'tel test today tools top trade travel vip watch webcam website wiki win work works world wtf xyz zip zone 中国 公司 网络';

let linkify: LinkifyIt | undefined;

/** Made when the first answer is judged: most instances never judge one. */
function linkifier(): LinkifyIt {
  linkify ??= new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true, urlAuth: true }).tlds(
    MORE_ENDINGS.split(' '),
    true,
  );
  return linkify;
}

const REST = String.raw`[^\s<>"]*`;
const LABEL = String.raw`[\p{L}\p{N}\p{M}_-]`;
/** Any scheme with two slashes, whichever way they lean. */
const WITH_SCHEME = new RegExp(String.raw`[a-z][a-z0-9+.-]{0,40}:[/\\]{2}${REST}`, 'giu');
const WITHOUT_SCHEME = new RegExp(String.raw`(?<![:\p{L}\p{N}])[/\\]{2}[^\s/\\<>"]${REST}`, 'giu');
/** Schemes that need no slashes and do something on a phone. */
const OPAQUE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:javascript|vbscript|data|blob|file|about|mailto|tel|sms|smsto|mms|callto|facetime|skype|sip|intent|market|whatsapp|viber|tg|geo|magnet|ipfs):(?=\S)${REST}`,
  'giu',
);
/** Words with dots between them: hosts, with what stands around them, and much else. */
const DOTTED = new RegExp(
  String.raw`(?:[^\s<>"()]{1,200}[@\\])?${LABEL}{1,80}(?:\.${LABEL}{1,80})+\.?(?::\d{1,5}(?=[/?#\\]|\s|$))?(?:[/?#\\]${REST})?`,
  'giu',
);

/** Where something link-like stands: half-open, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** Every piece of a text that some app could turn into a link, or that has dots between words. In order, none overlap. */
export function findLinkLike(text: string): Span[] {
  const spans: Span[] = (linkifier().match(text) ?? []).map(({ index, lastIndex }) => ({
    start: index,
    end: lastIndex,
  }));
  for (const pattern of [WITH_SCHEME, WITHOUT_SCHEME, OPAQUE, DOTTED])
    for (const match of text.matchAll(pattern))
      spans.push({ start: match.index, end: match.index + match[0].length });
  return merge(spans).map((span) => withoutPunctuation(text, span));
}

/** Whether apps show a bare word with dots as a link: its ending is one that exists. */
export function isShownAsLink(word: string): boolean {
  return linkifier().test(word);
}

function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

/** A full stop or bracket behind a link belongs to the sentence. */
function withoutPunctuation(text: string, { start, end }: Span): Span {
  const [punctuation = ''] = /[.,;:!?)\]}'’”»…*_~`]*$/u.exec(text.slice(start, end)) ?? [];
  return { start, end: Math.max(start + 1, end - punctuation.length) };
}

/** Characters that URL parsers take for others, one for one, so that places stay the same. */
export function asParsed(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfe_e0))
    .replace(/[\u3002\uFF61\u2024\uFE52]/g, '.')
    .replace(/[\u2044\u2215]/g, '/');
}
