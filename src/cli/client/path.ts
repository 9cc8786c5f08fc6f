import { WrongUsage } from '../failures.js';

/**
 * Template tag for a path: path`/v1/projects/${project}/items` with each name encoded.
 * @throws WrongUsage for names that would lead to another route
 */
export function path(parts: TemplateStringsArray, ...names: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...names.map((name) => encodeName(`${name}`)));
}

function encodeName(name: string): string {
  // Browsers' URL rules, which fetch follows, take "." and ".." away, however they are written.
  if (name.trim() === '' || name === '.' || name === '..') throw new WrongUsage(`"${name}" is no key or id`);
  return encodeURIComponent(name.toWellFormed());
}
