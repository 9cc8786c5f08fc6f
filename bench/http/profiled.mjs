import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { built } from '../support/dist.mjs';

// The service as it is, with a CPU profile from the first SIGUSR2 to the second, written to the file `cpu.profile` of
// the working folder.

const SAMPLE_EVERY_US = 200;
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });

process.once('SIGUSR2', () => {
  const started = session.post('Profiler.start');
  process.once('SIGUSR2', () => void written(started));
});

async function written(started) {
  await started;
  const { profile } = await session.post('Profiler.stop');
  // Whole at once for those who wait for it.
  writeFileSync('cpu.profile.part', JSON.stringify(profile));
  renameSync('cpu.profile.part', 'cpu.profile');
}

const { run } = await built('run-service.js');
await run(process.argv.slice(2));
