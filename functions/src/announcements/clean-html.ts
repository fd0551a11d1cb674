/** What a post may hold. The app cleans with the same list before it shows one. */
const ALLOWED = {
  allowedTags: [
    'p',
    'br',
    'strong',
    'em',
    'u',
    's',
    'a',
    'ul',
    'ol',
    'li',
    'h3',
    'h4',
    'blockquote',
    'code',
    'hr',
  ],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
} as const;

/** HTML as an editor gives it, reduced to plain formatting: no script, style, picture, form or foreign scheme is left. */
export async function cleanHtml(html: string): Promise<string> {
  const { default: sanitize } = await import('sanitize-html');
  return sanitize(html, {
    ...ALLOWED,
    allowedTags: [...ALLOWED.allowedTags],
    allowedAttributes: { a: [...ALLOWED.allowedAttributes.a] },
    allowedSchemes: [...ALLOWED.allowedSchemes],
  });
}

/** Whether anything is left to read. */
export function hasText(html: string): boolean {
  return html.replace(/<[^>]*>|&nbsp;/g, '').trim() !== '';
}
