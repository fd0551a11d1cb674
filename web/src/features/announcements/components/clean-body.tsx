import DOMPurify from 'dompurify';
import { POST_HTML } from '#contracts/post-html.ts';

const ALLOWED = {
  ALLOWED_TAGS: [...POST_HTML.tags],
  ALLOWED_ATTR: [...POST_HTML.linkAttributes],
  ALLOWED_URI_REGEXP: new RegExp(`^(?:${POST_HTML.linkSchemes.join('|')}):`, 'i'),
};

/** The text of a post, cleaned once more before it is shown. Its links open beside the app. */
export function CleanBody({ html }: { html: string }) {
  return (
    <div
      className="post-body"
      ref={(element) => {
        if (element === null) return;
        element.replaceChildren(DOMPurify.sanitize(html, { ...ALLOWED, RETURN_DOM_FRAGMENT: true }));
        for (const link of element.querySelectorAll<HTMLAnchorElement>('a[href]')) {
          link.target = '_blank';
          link.rel = 'noopener noreferrer';
        }
      }}
    />
  );
}
