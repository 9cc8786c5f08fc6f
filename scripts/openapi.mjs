import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { incompleteOperations } from './openapi-completeness.mjs';

// Writes openapi.json from dist; with --check it fails where the committed file is not what dist gives, or where an
// operation is not described in full. From dist because the swagger plugin, which reads types and comments, runs in
// `nest build` alone.

const FILE = new URL('../openapi.json', import.meta.url);
const { values } = parseArgs({ options: { check: { type: 'boolean' } } });

const document = await describe();
const text = `${JSON.stringify(document, null, 2)}\n`;
if (values.check) check();
else writeFileSync(FILE, text);

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
  if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text)
    findings.push(
      'openapi.json is not what the code gives: `npm run openapi` writes it; look at the difference',
    );
  for (const finding of findings) console.error(finding);
  if (findings.length > 0) process.exit(1);
  console.error(`openapi.json is up to date, ${Object.keys(document.paths).length} paths.`);
}
