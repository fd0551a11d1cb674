import type { AuthContext } from './context.ts';
import { AuthError, unimplemented } from './auth-error.ts';
import { ACTION_MODES } from './oob-code.ts';
import { applyOobCode, resetPassword } from './operations/oob.ts';

/** A page to show. */
interface ActionAnswer {
  httpStatus: number;
  html: string;
}

/**
 * What the link of a one-time code opens: confirms an address at once, or asks for a new password. With
 * `newPassword` (from the form, or in the address as with the official emulator) it sets the password.
 *
 * @param parameters `mode`, `oobCode`, and optionally `newPassword` and `continueUrl`
 */
export async function handleAction(context: AuthContext, parameters: URLSearchParams): Promise<ActionAnswer> {
  const oobCode = parameters.get('oobCode') ?? '';
  try {
    switch (parameters.get('mode')) {
      case ACTION_MODES.PASSWORD_RESET:
        return await handlePasswordReset(context, oobCode, parameters);
      case ACTION_MODES.VERIFY_EMAIL:
        applyOobCode(context, oobCode);
        return done('Your address is confirmed', 'You can close this page.', parameters);
      case ACTION_MODES.VERIFY_AND_CHANGE_EMAIL:
        applyOobCode(context, oobCode);
        return done('Your address is changed', 'Sign in with the new address from now on.', parameters);
      default:
        throw unimplemented(`mode ${parameters.get('mode')}`);
    }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return page(error.httpStatus, 'That did not work', `<p>${escapeHtml(sentence(error))}</p>`);
  }
}

async function handlePasswordReset(
  context: AuthContext,
  oobCode: string,
  parameters: URLSearchParams,
): Promise<ActionAnswer> {
  const newPassword = parameters.get('newPassword');
  // Without a password this only tells whom the code is for, and refuses a code that is no good.
  const { email } = (await resetPassword(context, { oobCode })) as { email: string }; // its documented answer
  if (newPassword === null) return passwordForm(200, email, null);
  try {
    await resetPassword(context, { oobCode, newPassword });
  } catch (error) {
    if (!(error instanceof AuthError) || !isAboutPassword(error)) throw error;
    return passwordForm(400, email, sentence(error));
  }
  return done('Your password is set', 'Sign in with the new password.', parameters);
}

function isAboutPassword(error: AuthError): boolean {
  return /^(WEAK_PASSWORD|PASSWORD_DOES_NOT_MEET_REQUIREMENTS)/.test(error.message);
}

function sentence(error: AuthError): string {
  if (/^(INVALID|EXPIRED)_OOB_CODE/.test(error.message)) {
    return 'The link has expired or was used before. Ask for a new one.';
  }
  const detail = error.message.split(' : ')[1];
  return detail ? `${detail}.` : error.message;
}

/** The form posts to the address it was opened under; the password never stands in an address. */
function passwordForm(httpStatus: number, email: string, problem: string | null): ActionAnswer {
  const alert = problem === null ? '' : `<p role="alert" class="problem">${escapeHtml(problem)}</p>`;
  return page(
    httpStatus,
    'Choose a new password',
    `<p>For ${escapeHtml(email)}</p>${alert}
<form method="post">
<label for="newPassword">New password</label>
<input id="newPassword" name="newPassword" type="password" autocomplete="new-password" required minlength="6" autofocus>
<button type="submit">Save</button>
</form>`,
  );
}

function done(title: string, text: string, parameters: URLSearchParams): ActionAnswer {
  const next = URL.parse(parameters.get('continueUrl') ?? '');
  const isWeb = next !== null && (next.protocol === 'https:' || next.protocol === 'http:');
  const link = isWeb ? `<p><a href="${escapeHtml(next.href)}">Continue</a></p>` : '';
  return page(200, title, `<p>${escapeHtml(text)}</p>${link}`);
}

function page(httpStatus: number, title: string, body: string): ActionAnswer {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 90vh; place-items: center; margin: 0 1rem; }
main { width: 100%; max-width: 22rem; }
h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
label { display: block; margin: 1rem 0 .25rem; }
input, button { box-sizing: border-box; width: 100%; font: inherit; padding: .6rem .75rem; border-radius: .5rem; }
input { border: 1px solid GrayText; }
button { margin-top: 1rem; border: 0; background: #1b6e53; color: #fff; cursor: pointer; }
.problem { color: #c92a2a; }
</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>
`;
  return { httpStatus, html };
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
