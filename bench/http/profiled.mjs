import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { built } from '../support/dist.mjs';

// The service as it is, with a CPU profile from the first SIGUSR2 to the second, written to the file `cpu.profile` of
// the working folder.

const SAMPLE_EVERY_US = 200;
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });

let isRunning = false;
process.on('SIGUSR2', async () => {
  isRunning = !isRunning;
  if (isRunning) {
    await session.post('Profiler.start');
    return;
  }
  const { profile } = await session.post('Profiler.stop');
  writeFileSync('cpu.profile', JSON.stringify(profile));
});
const { run } = await built('run-service.js');
await run(process.argv.slice(2));
