import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lintFromString, loadConfig } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import parsers from '@stoplight/spectral-parsers';
import ruleset from '../.spectral.js';

// `npm run openapi:lint`: Redocly's recommended-strict and Spectral with the OWASP rules, on openapi.json or the file
// that is named. Both run as libraries, without their command line programs, which ask the network for news.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const file = process.argv[2] ?? join(ROOT, 'openapi.json');
const source = readFileSync(file, 'utf8');
const MOST_SHOWN = 40;

async function redocly() {
  const config = await loadConfig({ configPath: join(ROOT, 'redocly.yaml') });
  const problems = await lintFromString({ source, absoluteRef: file, config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`);
}

async function owasp() {
  const linter = new spectral.Spectral();
  // Its paths are those of the repository, wherever the file is that is read.
  linter.setRuleset(new spectral.Ruleset(ruleset, { source: join(ROOT, '.spectral.js') }));
  const results = await linter.run(new spectral.Document(source, parsers.Json, join(ROOT, 'openapi.json')));
  return results.map(({ code, message, path }) => `${code}: ${message} at #/${path.join('/')}`);
}

let count = 0;
for (const [name, lint] of Object.entries({ redocly, owasp })) {
  const findings = await lint();
  count += findings.length;
  for (const finding of findings.slice(0, MOST_SHOWN)) console.error(`${name}  ${finding}`);
  console.log(`${name}: ${findings.length} findings`);
}
process.exitCode = count === 0 ? 0 : 1;
