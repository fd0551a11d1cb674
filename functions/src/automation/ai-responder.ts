import { setTimeout as wait } from 'node:timers/promises';
import { openAiProvider } from '../ai/open-provider.ts';
import { findPassages } from '../knowledge/find-passages.ts';
import { readHistory, readMediaFile } from './agent/agent-store.ts';
import { createAiResponder } from './agent/create-ai-responder.ts';
import type { AgentDeps } from './agent/run-agent.ts';
import { findAiSettings } from './ai-settings-store.ts';
import type { Responder } from './responder.ts';

/** The agent's ways to the world. */
export const agentDeps: AgentDeps = {
  openProvider: openAiProvider,
  findPassages,
  readHistory,
  readSettings: findAiSettings,
  readMediaFile,
  wait,
};

/** Answers with the company's AI. */
export const aiResponder: Responder = createAiResponder(agentDeps);
