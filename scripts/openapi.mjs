import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { clientFiles } from './client-files.mjs';
import { incompleteOperations } from './openapi-completeness.mjs';

// Writes openapi.json from dist, and what the clients take from it; with --check it fails where a committed file is not
// what dist gives, or where an operation is not described in full. From dist because the swagger plugin, which reads
// types and comments, runs in `nest build` alone.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { check: { type: 'boolean' } } });

const document = await describe();
const files = { 'openapi.json': `${JSON.stringify(document, null, 2)}\n`, ...(await clientFiles(document)) };
if (values.check) check();
else for (const [name, text] of Object.entries(files)) writeFileSync(join(ROOT, name), text);

/** The document of the application's routes. Nothing is connected: in preview mode Nest makes no provider. */
async function describe() {
  const { AppModule } = await import('../dist/app.module.js');
  const { openApiDocument } = await import('../dist/http/openapi.js');
  const { VERSION } = await import('../dist/version.js');
  const app = await NestFactory.create(
    AppModule.forRoot({ config: null, database: null, parser: null }),
    new FastifyAdapter(),
    { preview: true, logger: ['error'], abortOnError: false },
  );
  return openApiDocument(app, { version: VERSION });
}

function check() {
  const findings = incompleteOperations(document);
  for (const [name, text] of Object.entries(files)) {
    const file = join(ROOT, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text)
      findings.push(
        `${name} is not what the code gives: \`npm run openapi\` writes it; look at the difference`,
      );
  }
  for (const finding of findings) console.error(finding);
  if (findings.length > 0) process.exit(1);
  console.error(
    `openapi.json and the clients' files are up to date, ${Object.keys(document.paths).length} paths.`,
  );
}
