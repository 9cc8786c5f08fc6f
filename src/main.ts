// Read by older versions of Node as well, so that they say what is missing: nothing newer before the check.
import process from 'node:process';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(`Clearance needs Node 24 or later; this is ${process.version}. Start it with: npm start`);
  process.exit(1);
}

const { run } = await import('./run-service.js');
await run(process.argv.slice(2));
