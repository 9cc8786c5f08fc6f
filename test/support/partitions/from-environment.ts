// Set by test/process/sharding.spec.ts for a run of the end-to-end tests of its own. The driver is touched only then.
const count = process.env['CLEARANCE_TEST_PARTITIONS'];
if (count !== undefined) {
  const { installPartitions } = await import('./install.js');
  installPartitions({
    count: Number(count),
    statements: process.env['CLEARANCE_TEST_STATEMENTS'] ?? null,
  });
}
