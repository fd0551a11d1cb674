// Runs the stack with the webhook fixtures' company over a data folder, says where on the first line, and goes on until
// it is killed: what the crash tests kill.
import { startStack } from '../../scripts/lib/stack.ts';

const [dataFolder] = process.argv.slice(2);
if (!dataFolder) throw new Error('Say which data folder.');
const stack = await startStack({
  dataFolder,
  ports: 'free',
  seeds: ['fixtures'],
  publicBaseUrl: 'https://example.test',
});
process.stdout.write(
  `${JSON.stringify({ functions: stack.urls.functions, hub: stack.emulators.urls.hub, env: stack.emulators.env })}\n`,
);
