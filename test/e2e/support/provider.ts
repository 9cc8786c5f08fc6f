import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { until } from '../../support/until.js';

const AUDIENCE = 'https://clearance.example.org';
const CLIENT = { client_id: 'deploys', client_secret: 'x'.repeat(40) };

export interface Person {
  readonly subject: string;
  readonly name?: string;
  readonly email?: string;
  readonly groups?: readonly string[];
}

/** A real OpenID provider on a loopback port of its own, whose keys and people a test can change. */
export class LocalProvider {
  private server: Server | null = null;
  private provider: Provider | null = null;
  private key: JWK = {};
  readonly people = new Map<string, Person>();
  /** Times that its keys were asked for. */
  keyRequests = 0;

  private constructor(private port: number) {}

  static async start(): Promise<LocalProvider> {
    const provider = new LocalProvider(0);
    await provider.rotate();
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Environment of a service that takes its tokens. */
  get environment(): NodeJS.ProcessEnv {
    return {
      CLEARANCE_OIDC_ISSUER: this.issuer,
      CLEARANCE_OIDC_AUDIENCE: AUDIENCE,
      CLEARANCE_OIDC_ROLES_CLAIM: 'groups',
      CLEARANCE_OIDC_ROLES: 'leads=approver,devs=contributor,auditors=auditor,owners=owner',
    };
  }

  /** Starts again, under a new key: the old one is not among its keys any more. */
  async rotate(): Promise<void> {
    await this.stop();
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    this.key = { ...(await exportJWK(privateKey)), kid: `key-${Math.random()}`, alg: 'ES256', use: 'sig' };
    await this.serve();
  }

  async serve(): Promise<void> {
    // The issuer is part of every token, so the port has to be known first.
    const server = createServer();
    // Where somebody else has its port meanwhile, if only as the end of a connection, that is soon over.
    await until(
      () =>
        new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(this.port, '127.0.0.1', () => resolve(void server.off('error', reject)));
        }),
    );
    this.port = (server.address() as AddressInfo).port;
    const provider = new Provider(this.issuer, this.configuration());
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (request.url === '/jwks') this.keyRequests += 1;
      void answer(request, response);
    });
    this.server = server;
    this.provider = provider;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** A token that a client got for itself, over HTTP. */
  async clientToken(): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE, ...CLIENT });
    const answer = await fetch(`${this.issuer}/token`, { method: 'POST', body });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return token;
  }

  /** A token as the provider makes one for a person who has logged in. */
  async token(person: Person): Promise<string> {
    this.people.set(person.subject, person);
    const { provider } = this;
    if (provider === null) throw new Error('the provider does not run');
    const client = await provider.Client.find(CLIENT.client_id);
    if (!client) throw new Error('the provider does not know the client');
    const token = new provider.AccessToken({
      accountId: person.subject,
      client,
      grantId: 'g',
      gty: 'x',
      scope: 'api',
    });
    token.resourceServer = new provider.ResourceServer(AUDIENCE, RESOURCE);
    return await token.save();
  }

  /** A token under the provider's own key, which says what a test wants it to. */
  async forged(change: {
    readonly claims?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, unknown>>;
  }): Promise<string> {
    const claims = {
      iss: this.issuer,
      aud: AUDIENCE,
      sub: 'mallory',
      exp: now() + 300,
      iat: now(),
      groups: ['owners'],
    };
    const header = { alg: 'ES256', typ: 'at+jwt', kid: this.key.kid ?? '', ...change.header };
    if (header.alg === 'none' || header.alg === 'HS256')
      return unsigned(header, { ...claims, ...change.claims }, JSON.stringify(this.publicKey()));
    const signer = new SignJWT({ ...claims, ...change.claims }).setProtectedHeader(header);
    return await signer.sign(await importJWK(this.key, 'ES256'));
  }

  private publicKey(): JWK {
    const { d: _, ...open } = this.key;
    return open;
  }

  private configuration(): ConstructorParameters<typeof Provider>[1] {
    return {
      jwks: { keys: [this.key] },
      clients: [{ ...CLIENT, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
      findAccount: (_, subject) => ({ accountId: subject, claims: () => ({ sub: subject }) }),
      extraTokenClaims: (_, token) => {
        const person = 'accountId' in token ? this.people.get(token.accountId) : undefined;
        const { subject: _subject, ...claims } = person ?? { subject: '', groups: ['devs'] };
        return claims;
      },
      clientDefaults: { id_token_signed_response_alg: 'ES256' },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => RESOURCE,
          defaultResource: () => AUDIENCE,
        },
      },
    };
  }
}

const RESOURCE = {
  scope: 'api',
  audience: AUDIENCE,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'ES256' } },
} as const;

function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** With `none` no signature at all; with HS256 the public key as the secret, as it once worked (RFC 8725, 2.1). */
function unsigned(header: object, claims: object, secret: string): string {
  const text = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${text(header)}.${text(claims)}`;
  if ((header as { alg: string }).alg === 'none') return `${body}.`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}
