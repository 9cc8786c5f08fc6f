import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

/** An issuer of access tokens that are taken; docs/configuration.md. */
export interface OidcIssuer {
  /** As in the tokens' `iss`, byte for byte. */
  readonly issuer: string;
  /** One of them has to be in the tokens' `aud`. */
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  /** Null: asked for at `<issuer>/.well-known/openid-configuration`. */
  readonly jwksUri: string | null;
  /** False: the header's `typ` may be anything, for providers that do not know RFC 9068. */
  readonly isTypRequired: boolean;
  /** Name of the claim, or a path of names with dots, that holds groups or roles. */
  readonly rolesClaim: string;
  /** Roles by the groups in that claim. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
  /** What everybody has whom the issuer knows. */
  readonly defaultRoles: readonly string[];
  readonly tenant: string;
}

/** Asymmetric ones alone: with a shared secret whoever can check a token can make one. */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
const DEFAULT_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const MEMBERS =
  'issuer audience algorithms jwks_uri require_typ roles_claim roles default_roles tenant'.split(' ');
const MOST_ISSUERS = 20;

type Wrong = (message: string) => Error;

/**
 * Reads CLEARANCE_OIDC_… for one issuer, or the file that CLEARANCE_OIDC_FILE names (YAML or JSON, `issuers: [...]`).
 * Empty where neither is set. `wrong` makes the error of what makes no sense; it is named by its place.
 */
export function readOidcIssuers(
  read: (name: string) => string | null,
  roles: readonly string[],
  wrong: Wrong,
): OidcIssuer[] {
  const file = read('CLEARANCE_OIDC_FILE');
  const issuer = read('CLEARANCE_OIDC_ISSUER');
  if (file !== null && issuer !== null)
    throw wrong('CLEARANCE_OIDC_FILE and CLEARANCE_OIDC_ISSUER are both set: one of them is meant');
  const given = file === null ? (issuer === null ? [] : [ofEnvironment(read, issuer)]) : ofFile(file, wrong);
  const place = (index: number): string =>
    file === null ? 'CLEARANCE_OIDC_' : `${file}: issuers[${index}].`;
  const issuers = given.map((entry, index) => checked(entry, place(index), roles, wrong));
  const twice = issuers.find(
    (entry, index) => issuers.findIndex((other) => other.issuer === entry.issuer) < index,
  );
  if (twice) throw wrong(`${file ?? 'CLEARANCE_OIDC_ISSUER'} names the issuer ${twice.issuer} twice`);
  return issuers;
}

function ofEnvironment(read: (name: string) => string | null, issuer: string): Record<string, unknown> {
  const list = (name: string): string[] | undefined =>
    read(name)
      ?.split(',')
      .map((part) => part.trim());
  const mapped = list('CLEARANCE_OIDC_ROLES')?.map((pair) => pair.split('='));
  return {
    issuer,
    audience: list('CLEARANCE_OIDC_AUDIENCE'),
    algorithms: list('CLEARANCE_OIDC_ALGORITHMS'),
    jwks_uri: read('CLEARANCE_OIDC_JWKS_URI') ?? undefined,
    require_typ: read('CLEARANCE_OIDC_REQUIRE_TYP') ?? undefined,
    roles_claim: read('CLEARANCE_OIDC_ROLES_CLAIM') ?? undefined,
    roles: mapped && Object.fromEntries(mapped.map(([group = '', role = '']) => [group, role])),
    default_roles: list('CLEARANCE_OIDC_DEFAULT_ROLES'),
    tenant: read('CLEARANCE_OIDC_TENANT') ?? undefined,
  };
}

function ofFile(path: string, wrong: Wrong): unknown[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw wrong(`the file that CLEARANCE_OIDC_FILE names cannot be read: ${path}`);
  }
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault) throw wrong(`${path}: ${fault.message}`);
  const whole: unknown = document.toJS({ maxAliasCount: 0 });
  const issuers = isMapping(whole) ? whole['issuers'] : undefined;
  if (!Array.isArray(issuers) || issuers.length === 0 || issuers.length > MOST_ISSUERS)
    throw wrong(`${path}: issuers is to be a list of 1 to ${MOST_ISSUERS} issuers`);
  return issuers;
}

function checked(entry: unknown, place: string, roles: readonly string[], wrong: Wrong): OidcIssuer {
  const at = (name: string): string =>
    place.endsWith('_') ? `${place}${name.toUpperCase()}` : `${place}${name}`;
  if (!isMapping(entry)) throw wrong(`${place.slice(0, -1)} is no mapping of names to values`);
  const unknown = Object.keys(entry).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw wrong(`${at(unknown)} is not known; ${MEMBERS.join(', ')} are`);
  const text = (name: string, fallback: string): string => {
    const value = entry[name] ?? fallback;
    if (typeof value !== 'string' || value === '') throw wrong(`${at(name)} is to be a text`);
    return value;
  };
  const texts = (name: string, value: unknown): string[] => {
    const list = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string' && one !== ''))
      throw wrong(`${at(name)} is to be a text or a list of texts`);
    return list as string[];
  };
  const among = (name: string, value: unknown, allowed: readonly string[]): string[] => {
    const list = texts(name, value);
    const strange = list.find((one) => !allowed.includes(one));
    if (strange !== undefined) throw wrong(`${at(name)} holds "${strange}"; ${allowed.join(', ')} are known`);
    return list;
  };
  const url = (name: string, value: string): string => {
    const parsed = URL.parse(value);
    const isLoopback = parsed !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(parsed.hostname);
    if (parsed?.protocol !== 'https:' && !(parsed?.protocol === 'http:' && isLoopback))
      throw wrong(`${at(name)} is to be an https URL (http on loopback alone)`);
    return value;
  };
  const audience = entry['audience'] === undefined ? [] : texts('audience', entry['audience']);
  if (audience.length === 0)
    throw wrong(`${at('audience')} is missing: without it tokens for any other service would be taken`);
  const mapping = entry['roles'] ?? {};
  if (!isMapping(mapping)) throw wrong(`${at('roles')} is to map groups to roles`);
  const required = entry['require_typ'] ?? true;
  if (!([true, false, 'true', 'false'] as unknown[]).includes(required))
    throw wrong(`${at('require_typ')} is to be true or false`);
  const jwks = entry['jwks_uri'];
  return {
    issuer: url('issuer', text('issuer', '')),
    audience,
    algorithms: among('algorithms', entry['algorithms'] ?? DEFAULT_ALGORITHMS, ALGORITHMS),
    jwksUri: jwks === undefined ? null : url('jwks_uri', text('jwks_uri', '')),
    isTypRequired: required === true || required === 'true',
    rolesClaim: text('roles_claim', 'roles'),
    roles: new Map(Object.entries(mapping).map(([group, own]) => [group, among('roles', own, roles)])),
    defaultRoles: among('default_roles', entry['default_roles'] ?? [], roles),
    tenant: text('tenant', 'default'),
  };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
