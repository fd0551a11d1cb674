/** Settings > Mail. */
export const mail = {
  title: 'Mail',
  body: 'Invitations and warnings leave by mail.',
  test: 'Send a test mail',
  tested: 'A test mail is on its way to {{email}}.',
  server: 'Mail leaves through',
  installation: 'the server of this installation',
  own: 'a server of our own',
  lastError: 'The last mail could not leave ({{time}}).',
  serverWords: 'The server says: {{words}}',
  fromName: 'Sender',
  fromAddress: 'Sender’s address',
  fromAddressHelp: 'The server must be allowed to send for it, or mails end as spam.',
  host: 'Server',
  port: 'Port',
  secure: 'TLS from the first byte',
  secureHelp: 'On for port 465. Off for port 587, where encryption begins with STARTTLS.',
  user: 'User',
  password: 'Password',
  passwordHelp: 'Stored encrypted; nobody can read it again.',
  passwordKept: 'Stored. Leave empty to keep it; enter it again for another server or user.',
  passwordStored:
    'Stored, ends in {{lastFour}}. Leave empty to keep it; enter it again for another server or user.',
  removeTitle: 'Use the installation’s server?',
  removeBody:
    'The settings of your own server and its password are deleted. Mails leave through the installation from now on.',
  remove: 'Delete own server',
};
