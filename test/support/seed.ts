import { env } from 'node:process';

// With CLEARANCE_TEST_SEED what fast-check makes up is the same in every run.
const seed = env['CLEARANCE_TEST_SEED'];
if (seed !== undefined) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}
