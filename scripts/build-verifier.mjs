import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// Puts the offline verifier into one file that an auditor can read: dist/verify.mjs, not minified, nothing imported but
// modules of Node itself.

const DIST = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');

const bundle = await rolldown({ input: join(DIST, 'verifier', 'bin.js'), platform: 'node', treeshake: true });
const { output } = await bundle.write({ file: join(DIST, 'verify.mjs'), format: 'esm', minify: false });
await bundle.close();
const foreign = output.flatMap(({ imports = [] }) => imports).filter((name) => !name.startsWith('node:'));
if (output.length !== 1 || foreign.length > 0) {
  console.error(`The verifier is not one file without dependencies: ${foreign.join(', ')}`);
  process.exit(1);
}
