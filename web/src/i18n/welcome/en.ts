/** The page behind the link of an invitation. */
export const welcome = {
  title: 'Welcome',
  invited: '{{company}} has invited {{email}}. Choose a password and you are in.',
  name: 'Your name',
  password: 'Password',
  submit: 'Join {{company}}',
  invalid: 'This invitation cannot be used',
  toSignIn: 'Go to sign in',
  somebody: {
    title: 'Somebody is signed in here',
    body: 'You are signed in as {{email}}. If the invitation is for another account, sign out first.',
    signOut: 'Sign out and go on',
    stay: 'Stay signed in',
  },
  rules: {
    label: 'What a good password needs',
    length: 'At least {{count}} characters',
    own: 'Not your name or email',
    common: 'Not a well-known password, a repeat or a row of keys',
    advice: 'Three or four words that do not belong together are easy to remember and hard to guess.',
  },
};
