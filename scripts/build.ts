// Builds the functions, the web app and the phone page, each only if its sources have changed.
import { buildAll } from './lib/build-all.ts';

await buildAll((name) => console.log(`Building the ${name} ...`));
