import { readBody, sendError, sendJson } from '../../../net/http.ts';
import type { Router } from '../../../net/router.ts';
import type { RulesIssue } from '../../../rules/types.ts';
import { StatusError } from '../../../shared/status.ts';
import type { FirestoreState } from '../../operations/context.ts';
import { asMessage, booleanField, listField, messageField, stringField } from '../codec/message.ts';

/**
 * What tools ask of an emulator besides Firestore itself: rules, clearing, and our own meter. None of it asks who
 * calls, as in the official emulator; foreign pages do not come this far.
 */
export function addAdminRoutes(router: Router, state: FirestoreState): void {
  router.add(
    'PUT',
    '/emulator/v1/projects/{project}:securityRules',
    async ({ request, response, params }) => {
      // The rules testing library sends JSON under text/plain, so the content type says nothing.
      const { source, ignoreErrors } = readRulesRequest(await readBody(request));
      const issues = state.rules.set(params['project'] ?? '', source);
      const errors = issues.filter(({ severity }) => severity === 'ERROR');
      if (errors.length > 0 && !ignoreErrors) {
        const text = errors.map((issue) => `L${issue.line}:${issue.column} ${issue.description}`).join('\n');
        throw new StatusError('INVALID_ARGUMENT', `The rules have errors:\n${text}`);
      }
      sendJson(response, 200, { issues: issues.map(issueToJson) });
    },
  );

  router.add('GET', '/emulator/v1/projects/{project}:ruleCoverage', ({ response }) => {
    sendError(response, new StatusError('UNIMPLEMENTED', 'Rule coverage is not available in this emulator.'));
  });

  router.add(
    'DELETE',
    '/emulator/v1/projects/{project}/databases/{database}/documents',
    async ({ response, params }) => {
      await state.engine.database(params['project'] ?? '', params['database'] ?? '').clear();
      sendJson(response, 200, {});
    },
  );

  router.add('GET', '/emulator/v1/meter', ({ response }) => {
    sendJson(response, 200, { rows: state.meter.rows() });
  });

  router.add('DELETE', '/emulator/v1/meter', ({ response }) => {
    state.meter.reset();
    sendJson(response, 200, {});
  });
}

function readRulesRequest(body: string): { source: string; ignoreErrors: boolean } {
  const message = asMessage(parseJson(body), 'the request');
  const files = listField(messageField(message, 'rules') ?? {}, 'files');
  const source = files.map((file) => stringField(asMessage(file, 'files'), 'content')).join('\n');
  const ignoreErrors = booleanField(message, 'ignore_errors') || booleanField(message, 'ignoreErrors');
  return { source, ignoreErrors };
}

/** As firebase-tools prints it. */
function issueToJson({ severity, description, line, column }: RulesIssue): object {
  return { severity, description, sourcePosition: { line, column } };
}

/** @throws StatusError INVALID_ARGUMENT */
export function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StatusError('INVALID_ARGUMENT', `The body is no JSON: ${reason}`);
  }
}
