/** A request target as its path and its query, which may hold question marks itself (RFC 3986 section 3.4). */
export function splitTarget(target: string): readonly [path: string, query: string] {
  const end = target.indexOf('?');
  return end === -1 ? [target, ''] : [target.slice(0, end), target.slice(end + 1)];
}
