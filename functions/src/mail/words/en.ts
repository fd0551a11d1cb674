/** Every sentence of the mails. The other languages are checked against this one. */
export const en = {
  greeting: 'Hello {{name}},',
  footer: 'Sent by {{company}} with Colibri.',
  linkHelp: 'If the button does not work, copy this address into your browser:',
  roles: { admin: 'administrator', supervisor: 'supervisor', agent: 'agent' },
  invitation: {
    subject: '{{inviter}} invites you to {{company}}',
    body: '{{inviter}} has added you to the inbox of {{company}}. Choose a password to begin. The link works once, until {{until}}.',
    action: 'Accept the invitation',
    ignore: 'If you do not know what this is about, ignore this mail: nothing happens without you.',
  },
  roleChanged: {
    subject: 'Your role at {{company}} has changed',
    body: 'You are now {{role}} at {{company}}. Sign in again to go on.',
  },
  accessEnded: {
    subject: 'Your access to {{company}} has ended',
    body: 'An administrator has ended your access to the inbox of {{company}}. Ask them if this is a mistake.',
  },
  budgetWarning: {
    subject: '{{company}}: {{percent}} % of today’s AI budget is used',
    body: 'The AI of {{company}} has used {{percent}} % of what it may use today. Beyond it, people answer.',
    action: 'Open ChatBot',
  },
  test: {
    subject: 'Mail from {{company}} works',
    body: 'This is the test mail that you asked for. Mail from {{company}} reaches you.',
  },
};
export type Words = typeof en;
