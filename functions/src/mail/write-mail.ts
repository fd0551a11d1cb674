import type { Locale } from '#contracts/locales.ts';
import type { Mail } from '#contracts/mail.ts';
import { roleSchema } from '#contracts/roles.ts';
import { en, type Words } from './words/en.ts';
import { es } from './words/es.ts';
import { ptBR } from './words/pt-br.ts';

const WORDS: Record<Locale, Words> = { en, es, 'pt-BR': ptBR };

export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
}

/** What a mail says, before it is laid out. */
interface Draft {
  subject: string;
  greeting: string | null;
  paragraphs: string[];
  action: { label: string; link: string } | null;
  companyName: string;
}

/**
 * Writes a mail in the reader's language, as plain text and as HTML. Names come from people: they are text in both, and
 * never a second line of the subject.
 * @param facts.invitationLink where an invitation leads
 * @param facts.timeZone in which times are told
 */
export function writeMail(
  { content, locale }: Pick<Mail, 'content' | 'locale'>,
  facts: { invitationLink: string | null; timeZone: string },
): WrittenMail {
  const words = WORDS[locale];
  const draft = draftOf(content, { words, locale, ...facts });
  return {
    subject: draft.subject.replace(/\s+/g, ' ').trim(),
    text: asText(draft, words),
    html: asHtml(draft, words, locale),
  };
}

interface Facts {
  words: Words;
  locale: Locale;
  invitationLink: string | null;
  timeZone: string;
}

function draftOf(content: Mail['content'], { words, locale, invitationLink, timeZone }: Facts): Draft {
  const { companyName } = content;
  switch (content.template) {
    case 'invitation': {
      if (invitationLink === null) throw new Error('an invitation needs its link');
      const values = {
        inviter: content.inviterName,
        company: companyName,
        until: deadline(content.expiresAt, locale, timeZone),
      };
      return {
        subject: fill(words.invitation.subject, values),
        greeting: content.memberName,
        paragraphs: [fill(words.invitation.body, values), words.invitation.ignore],
        action: { label: words.invitation.action, link: invitationLink },
        companyName,
      };
    }
    case 'role-changed': {
      const role = roleSchema.safeParse(content.role);
      const values = { company: companyName, role: role.success ? words.roles[role.data] : content.role };
      return {
        subject: fill(words.roleChanged.subject, values),
        greeting: content.memberName,
        paragraphs: [fill(words.roleChanged.body, values)],
        action: null,
        companyName,
      };
    }
    case 'access-ended':
      return {
        subject: fill(words.accessEnded.subject, { company: companyName }),
        greeting: content.memberName,
        paragraphs: [fill(words.accessEnded.body, { company: companyName })],
        action: null,
        companyName,
      };
    case 'budget-warning': {
      const values = { company: companyName, percent: String(content.percent) };
      return {
        subject: fill(words.budgetWarning.subject, values),
        greeting: null,
        paragraphs: [fill(words.budgetWarning.body, values)],
        action: { label: words.budgetWarning.action, link: content.link },
        companyName,
      };
    }
    case 'test':
      return {
        subject: fill(words.test.subject, { company: companyName }),
        greeting: null,
        paragraphs: [fill(words.test.body, { company: companyName })],
        action: null,
        companyName,
      };
  }
}

/** A moment with the name of its time zone: the reader may be in another one. */
function deadline(at: number, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'long',
  }).format(at);
}

/** Puts values where the sentence names them; a value is never looked at again. */
function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}

function asText({ greeting, paragraphs, action, companyName }: Draft, words: Words): string {
  const [first = '', ...rest] = paragraphs;
  return [
    ...(greeting === null ? [] : [fill(words.greeting, { name: greeting })]),
    first,
    ...(action === null ? [] : [`${action.label}:\n${action.link}`]),
    ...rest,
    `-- \n${fill(words.footer, { company: companyName })}`,
  ].join('\n\n');
}

/** Tables and inline styles, because mail programs know little else. */
function asHtml(
  { subject, greeting, paragraphs, action, companyName }: Draft,
  words: Words,
  locale: Locale,
): string {
  const [first = '', ...rest] = paragraphs;
  const p = (text: string) => `<p style="margin:0 0 16px">${escape(text)}</p>`;
  const small = (html: string) =>
    `<p style="margin:0 0 16px;font-size:13px;color:#5a6675;overflow-wrap:anywhere">${html}</p>`;
  const button =
    action === null
      ? ''
      : `<p style="margin:0 0 20px"><a href="${escape(action.link)}" style="display:inline-block;padding:10px 20px;border-radius:8px;background:#0b6f98;color:#ffffff;font-weight:600;text-decoration:none">${escape(action.label)}</a></p>` +
        small(
          `${escape(words.linkHelp)}<br><a href="${escape(action.link)}" style="color:#075c80">${escape(action.link)}</a>`,
        );
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>` +
    `<body style="margin:0;padding:24px;background:#f6f7f9;color:#1b2430;font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border:1px solid #dfe3e8;border-radius:8px"><tr><td style="padding:28px;text-align:left">` +
    `<p style="margin:0 0 20px;font-weight:650;color:#0b6f98">${escape(companyName)}</p>` +
    (greeting === null ? '' : p(fill(words.greeting, { name: greeting }))) +
    p(first) +
    button +
    rest.map(p).join('') +
    small(escape(fill(words.footer, { company: companyName }))) +
    `</td></tr></table></td></tr></table></body></html>`
  );
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
