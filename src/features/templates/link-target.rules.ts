const SCHEME = /^([a-z][a-z0-9+.-]*):/iu;
const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto']);

/**
 * Whether a template may link there: http, https, mailto, or no scheme at all (RFC 3986 section 4.2, relative). Every
 * other scheme runs or holds something of its own (`javascript:`, `data:`) or means something on one machine alone.
 * White space and control characters do not count, since browsers leave them out before they look for the scheme.
 */
export function isLinkTarget(url: string): boolean {
  const scheme = SCHEME.exec(url.replaceAll(/[\s\p{Cc}\p{Cf}]/gu, ''))?.[1];
  return scheme === undefined || SCHEMES.has(scheme.toLowerCase());
}
