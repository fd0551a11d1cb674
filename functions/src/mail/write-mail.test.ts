import { describe, expect, it, test } from 'vitest';
import { LOCALES } from '#contracts/locales.ts';
import type { MailContent } from '#contracts/mail.ts';
import { writeMail } from './write-mail.ts';

const facts = { invitationLink: 'https://example.test/welcome?a=1&b=2', timeZone: 'UTC' };
const CONTENTS: MailContent[] = [
  {
    template: 'invitation',
    companyName: 'Acme',
    inviterName: 'Ada',
    memberName: 'Bea',
    invitationId: 'i',
    expiresAt: 1_763_700_000_000,
  },
  { template: 'role-changed', companyName: 'Acme', memberName: 'Bea', role: 'supervisor' },
  { template: 'access-ended', companyName: 'Acme', memberName: 'Bea' },
  { template: 'budget-warning', companyName: 'Acme', percent: 80, link: 'https://example.test/chatbot' },
  { template: 'test', companyName: 'Acme' },
];

describe.each(LOCALES)('in %s', (locale) => {
  test.each(CONTENTS)(
    '$template leaves no placeholder open and says the same in text and HTML',
    (content) => {
      const { subject, text, html } = writeMail({ content, locale }, facts);
      for (const part of [subject, text, html]) {
        expect(part).not.toMatch(/\{\{|undefined|null/);
        expect(part).toContain('Acme');
      }
      expect(html).toContain(`lang="${locale}"`);
      expect(subject).not.toMatch(/[\r\n]/);
    },
  );
});

it.each([
  ['en', 'Colombia Standard Time'],
  ['es', 'hora estándar de Colombia'],
  ['pt-BR', 'Horário Padrão da Colômbia'],
] as const)('names the time zone of a deadline in %s', (locale, zone) => {
  const [content] = CONTENTS;
  if (content === undefined) throw new Error('no invitation');
  const { text } = writeMail({ content, locale }, { ...facts, timeZone: 'America/Bogota' });
  expect(text).toContain(zone);
});

it.each([
  ['en', 'until November 21, 2025'],
  ['es', 'hasta el 21 de noviembre de 2025'],
  ['pt-BR', 'até 21 de novembro de 2025'],
] as const)('tells a deadline in %s as people say it', (locale, deadline) => {
  const [content] = CONTENTS;
  if (content === undefined) throw new Error('no invitation');
  expect(writeMail({ content, locale }, facts).text).toContain(deadline);
});

it('puts a value in as it is, without looking into it again', () => {
  const content: MailContent = {
    template: 'access-ended',
    companyName: '{{company}} $& {{name}}',
    memberName: 'Bea',
  };
  expect(writeMail({ content, locale: 'en' }, facts).text).toContain('inbox of {{company}} $& {{name}}.');
});

it('escapes the link for HTML and leaves it whole in text', () => {
  const [content] = CONTENTS;
  if (content === undefined) throw new Error('the table above has rows');
  const { text, html } = writeMail({ content, locale: 'en' }, facts);
  expect(text).toContain('https://example.test/welcome?a=1&b=2');
  expect(html).toContain('href="https://example.test/welcome?a=1&amp;b=2"');
});
