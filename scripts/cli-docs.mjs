import { readFileSync, writeFileSync } from 'node:fs';

// Writes the table of commands into docs/cli.md, from dist; test/cli/docs.spec.ts fails where it is another one.

const PAGE = new URL('../docs/cli.md', import.meta.url);
const { referencePage } = await import('../dist/cli/run.js');
writeFileSync(PAGE, referencePage(readFileSync(PAGE, 'utf8')));
