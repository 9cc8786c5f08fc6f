#!/usr/bin/env node
// Read by older versions of Node as well, so that they say what is missing: nothing newer before the check.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `clearance needs Node 24 or later; this is ${process.version}. Start it with: npm run clearance -- …`,
  );
  process.exit(2);
}

import('./main.js')
  .then(({ main }) => main())
  .catch((error) => {
    console.error(error);
    process.exit(70);
  });
