import { Alert, Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Trouble } from '../../src/trouble.ts';
import { addTrouble, clearTrouble } from '../requests.ts';
import { timesWords, troubleWords } from '../trouble-words.ts';

const DELAY_MS = 5000;

const SENDING: { label: string; trouble: Trouble }[] = [
  { label: 'Answer late', trouble: { kind: 'delay', on: 'api', delayMs: DELAY_MS } },
  { label: 'Refuse: 429', trouble: { kind: 'refuse', httpStatus: 429, retryAfterSeconds: 2 } },
  { label: 'Refuse: 503', trouble: { kind: 'refuse', httpStatus: 503 } },
  { label: 'Break after accept', trouble: { kind: 'break-after-accept' } },
  { label: 'Never answer', trouble: { kind: 'hang' } },
];
const INBOUND: { label: string; trouble: Trouble }[] = [
  { label: 'Deliver late', trouble: { kind: 'delay', on: 'webhook', delayMs: DELAY_MS } },
  { label: 'Hold messages', trouble: { kind: 'hold', on: 'webhook' } },
  { label: 'Deliver twice', trouble: { kind: 'duplicate', on: 'webhook', copies: 1 } },
];
const CALLBACKS: { label: string; trouble: Trouble }[] = [
  { label: 'Call back late', trouble: { kind: 'delay', on: 'status', delayMs: DELAY_MS } },
  { label: 'Hold callbacks', trouble: { kind: 'hold', on: 'status' } },
  { label: 'Call back twice', trouble: { kind: 'duplicate', on: 'status', copies: 1 } },
  { label: 'Reorder callbacks', trouble: { kind: 'reorder' } },
];

/** Failures that companies meet. Source: https://www.twilio.com/docs/api/errors */
const ERROR_CODES = [
  { value: '30003', label: '30003 · phone unreachable' },
  { value: '30005', label: '30005 · unknown number' },
  { value: '30007', label: '30007 · filtered by carrier' },
  { value: '30008', label: '30008 · unknown error' },
  { value: '63016', label: '63016 · outside the 24 hours' },
  { value: '63024', label: '63024 · not on WhatsApp' },
];
const HOW_OFTEN = [
  { value: '1', label: 'Once' },
  { value: '5', label: '5 times' },
  { value: '', label: 'Until cleared' },
];

/** Makes the provider misbehave. */
export function TroublePanel({ trouble }: { trouble: Trouble[] }) {
  const [howOften, setHowOften] = useState('1');
  const [errorCode, setErrorCode] = useState('30003');
  const [problem, setProblem] = useState<string | null>(null);

  const settle = (work: Promise<void>) => {
    work.then(
      () => setProblem(null),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  const play = (chosen: Trouble) =>
    settle(addTrouble(howOften === '' ? chosen : { ...chosen, times: Number(howOften) }));
  const buttons = (rows: { label: string; trouble: Trouble }[]) =>
    rows.map((row) => (
      <Button key={row.label} size="xs" variant="default" onClick={() => play(row.trouble)}>
        {row.label}
      </Button>
    ));

  return (
    <section aria-labelledby="trouble-title">
      <h2 id="trouble-title">Trouble</h2>
      {problem === null ? null : (
        <Alert color="red" p="xs">
          {problem}
        </Alert>
      )}
      <ul className="trouble-list" aria-label="Active trouble">
        {trouble.length === 0 ? <li className="hint">All is well.</li> : null}
        {trouble.map((entry, index) => (
          // Two alike may stand in the list, and none ever moves.
          <li key={`${index} ${entry.kind}`}>
            {troubleWords(entry)} <small>{timesWords(entry)}</small>
          </li>
        ))}
      </ul>
      {trouble.length === 0 ? null : (
        <Button
          className="clear"
          size="xs"
          color="red"
          variant="light"
          onClick={() => settle(clearTrouble())}
        >
          Clear
        </Button>
      )}
      <NativeSelect
        size="xs"
        label="How often"
        data={HOW_OFTEN}
        value={howOften}
        onChange={(event) => setHowOften(event.currentTarget.value)}
      />
      <h3>When the company sends</h3>
      <div className="trouble-buttons">{buttons(SENDING)}</div>
      <h3>When a phone writes</h3>
      <div className="trouble-buttons">{buttons(INBOUND)}</div>
      <h3>Delivery</h3>
      <div className="trouble-buttons">{buttons(CALLBACKS)}</div>
      <div className="fail-row">
        <NativeSelect
          size="xs"
          label="Error code"
          data={ERROR_CODES}
          value={errorCode}
          onChange={(event) => setErrorCode(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" onClick={() => play({ kind: 'fail', errorCode })}>
          Fail delivery
        </Button>
      </div>
    </section>
  );
}
