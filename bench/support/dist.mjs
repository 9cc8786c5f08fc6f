import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ENTRY = join(ROOT, 'dist', 'main.js');

/** Ends the process with words where dist is missing, or older than a source. */
export function checkBuilt() {
  const built = statSync(ENTRY, { throwIfNoEntry: false });
  const newer =
    built &&
    readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .find((path) => statSync(path).mtimeMs > built.mtimeMs);
  if (built && !newer) return;
  const why = built ? `dist is older than ${newer}` : 'dist is missing';
  console.error(`${why}: run \`npm run build\` first, the benchmarks measure what is built.`);
  process.exit(1);
}

/** Imports a module of dist by its path there, e.g. `database/database.js`. */
export async function built(path) {
  return await import(pathToFileURL(join(ROOT, 'dist', path)).href);
}

/** Imports one of the packages of bench/package.json; null, with a word to `say`, where they are not installed. */
export async function peer(name, say) {
  try {
    return await import(name);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    say(`${name} is left out: it is not installed (npm ci --prefix bench)`);
    return null;
  }
}
