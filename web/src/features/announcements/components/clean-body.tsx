import DOMPurify from 'dompurify';

/** The same list as the server's: cleaning twice lets nothing through that only one of them overlooks. */
const ALLOWED = {
  ALLOWED_TAGS: [
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
  ALLOWED_ATTR: ['href'],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
};

/** The text of a post, cleaned once more before it is shown. Its links open beside the app. */
export function CleanBody({ html }: { html: string }) {
  return (
    <div
      className="post-body"
      ref={(element) => {
        if (element === null) return;
        element.replaceChildren(DOMPurify.sanitize(html, { ...ALLOWED, RETURN_DOM_FRAGMENT: true }));
        for (const link of element.querySelectorAll('a')) {
          link.target = '_blank';
          link.rel = 'noopener noreferrer';
        }
      }}
    />
  );
}
