import { POST_HTML } from '#contracts/post-html.ts';

/** HTML as an editor gives it, reduced to plain formatting: no script, style, picture, form or foreign scheme is left. */
export async function cleanHtml(html: string): Promise<string> {
  const { default: sanitize } = await import('sanitize-html');
  return sanitize(html, {
    allowedTags: [...POST_HTML.tags],
    allowedAttributes: { a: [...POST_HTML.linkAttributes] },
    allowedSchemes: [...POST_HTML.linkSchemes],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
  });
}
