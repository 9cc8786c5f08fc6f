/** A text that is no key or id: as a step of a path it would lead to another route. */
export class BadName extends TypeError {
  override readonly name = 'BadName';
}

/**
 * A key or id as a step of a path.
 * @throws BadName
 */
export function encodeName(name: string): string {
  // The URL rules that fetch follows take "." and ".." away, however they are written.
  if (name.trim() === '' || name === '.' || name === '..') throw new BadName(`"${name}" is no key or id`);
  return encodeURIComponent(name.toWellFormed());
}
