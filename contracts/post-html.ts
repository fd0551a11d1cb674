/** The formatting that a post may hold. The server cleans with it what comes, the app once more what it shows. */
export const POST_HTML = {
  tags: ['p', 'br', 'strong', 'em', 'u', 's', 'a', 'ul', 'ol', 'li', 'h3', 'h4', 'blockquote', 'code', 'hr'],
  linkAttributes: ['href'],
  linkSchemes: ['https', 'http', 'mailto', 'tel'],
} as const;

/** Whether anything is left to read. */
export function hasText(html: string): boolean {
  return html.replace(/<[^>]*>|&nbsp;/g, '').trim() !== '';
}
