import express, { type Router } from 'express';
import * as z from 'zod';
import { aiSetupSchema, type AiState } from './state.ts';
import { aiTroubleSchema } from './trouble.ts';

/** What tests and people steer the AI look-alikes with, below `/control/ai`. The caller has parsed the JSON. */
export function aiControl(state: AiState): Router {
  const router = express.Router();

  router.get('/', (_request, response) => {
    response.json({ ...state.setup, trouble: state.troubles });
  });

  /** Changes what is named and leaves the rest. */
  router.put('/', (request, response) => {
    const setup = aiSetupSchema.safeParse(request.body);
    if (!setup.success) return void response.status(400).json({ error: z.prettifyError(setup.error) });
    const { mode, rules, refusedKeys } = setup.data;
    state.setup = {
      mode: mode ?? state.setup.mode,
      rules: rules ?? state.setup.rules,
      refusedKeys: refusedKeys ?? state.setup.refusedKeys,
    };
    response.json({});
  });

  router.post('/trouble', (request, response) => {
    const trouble = aiTroubleSchema.safeParse(request.body);
    if (!trouble.success) return void response.status(400).json({ error: z.prettifyError(trouble.error) });
    state.troubles = [...state.troubles, trouble.data];
    response.json({});
  });

  router.delete('/trouble', (_request, response) => {
    state.troubles = [];
    response.json({});
  });

  router.get('/requests', (_request, response) => {
    response.json({ requests: state.requests });
  });

  router.post('/reset', (_request, response) => {
    state.reset();
    response.json({});
  });

  return router;
}
