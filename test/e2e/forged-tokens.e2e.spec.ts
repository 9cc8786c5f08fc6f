import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { LocalProvider } from './support/provider.js';

type Forgery = Parameters<LocalProvider['forged']>[0];

let provider: LocalProvider;
let other: LocalProvider;
let t: TestApp;
let elsewhere: Server;
let askedElsewhere = 0;
const folder = mkdtempSync(join(tmpdir(), 'clearance-issuers-'));

beforeAll(async () => {
  [provider, other] = await Promise.all([LocalProvider.start(), LocalProvider.start()]);
  const audience = provider.environment['CLEARANCE_OIDC_AUDIENCE'];
  const issuers = [provider, other].map(({ issuer }) => ({
    issuer,
    audience,
    roles: { owners: ['owner'] },
    roles_claim: 'groups',
  }));
  const file = join(folder, 'issuers.json');
  writeFileSync(file, JSON.stringify({ issuers }));
  elsewhere = createServer((_, response) => {
    askedElsewhere += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  t = await createTestApp(undefined, { CLEARANCE_OIDC_FILE: file });
});
afterAll(async () => {
  await t.close();
  elsewhere.close();
  await Promise.all([provider.stop(), other.stop()]);
  await rm(folder, { recursive: true });
});

async function statusOf(token: string): Promise<number> {
  return (await t.as(token).get('/v1/me')).status;
}

function decoded(part: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const soon = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

describe('An access token', () => {
  it.each<[string, () => Forgery]>([
    ['as it should be', () => ({})],
    [
      'for several audiences, ours among them',
      () => ({ claims: { aud: ['https://other.example.org', audienceOfOurs()] } }),
    ],
    ['that ran out within the tolerance', () => ({ claims: { exp: soon(-3) } })],
    ['that begins within the tolerance', () => ({ claims: { nbf: soon(3) } })],
    ['of the longer name of its type', () => ({ header: { typ: 'application/at+jwt' } })],
  ])('%s is taken', async (_, forgery) => {
    // A token that is slow on its way is older than it says here: another one is made then.
    await expect.poll(async () => await statusOf(await provider.forged(forgery()))).toBe(200);
  });

  it.each<[string, () => Forgery]>([
    ['that ran out beyond the tolerance', () => ({ claims: { exp: soon(-7) } })],
    ['that begins beyond it', () => ({ claims: { nbf: soon(60) } })],
    ['whose end is a text', () => ({ claims: { exp: `${soon(300)}` } })],
    ['whose end is null', () => ({ claims: { exp: null } })],
    ['for other audiences', () => ({ claims: { aud: ['https://a.example.org', 'https://b.example.org'] } })],
    ['for an audience in a list in a list', () => ({ claims: { aud: [[audienceOfOurs()]] } })],
    ['for an audience that begins as ours', () => ({ claims: { aud: `${audienceOfOurs()}/` } })],
    ['for no audience', () => ({ claims: { aud: [] } })],
    ['of several issuers', () => ({ claims: { iss: [provider.issuer] } })],
    ['of an issuer with a slash more', () => ({ claims: { iss: `${provider.issuer}/` } })],
    ['of a subject that is a number', () => ({ claims: { sub: 7 } })],
    ['of a subject that is an object', () => ({ claims: { sub: { id: 'mallory' } } })],
    ['of an empty subject', () => ({ claims: { sub: '' } })],
    ['of a subject of 256 characters', () => ({ claims: { sub: 'x'.repeat(256) } })],
    ['of a subject with U+0000', () => ({ claims: { sub: 'mal\u0000lory' } })],
    ['of a subject with a line feed', () => ({ claims: { sub: 'mal\nlory' } })],
    ['of a subject with half a surrogate pair', () => ({ claims: { sub: 'mal\ud800' } })],
    ['that names a file as its key', () => ({ header: { kid: '../../../../dev/null' } })],
    ['that names SQL as its key', () => ({ header: { kid: "' UNION SELECT 'x" } })],
    ['that names a list of keys', () => ({ header: { kid: ['key'] } })],
    ['of the type of an ID token', () => ({ header: { typ: 'id+jwt' } })],
    ['of a type that holds ours', () => ({ header: { typ: 'at+jwt+other' } })],
    ['with a critical header that nobody knows', () => ({ header: { crit: ['nobody'], nobody: 1 } })],
    ['that nobody signed, in capital letters', () => ({ header: { alg: 'NONE' } })],
  ])('%s is refused', async (_, forgery) => {
    const token = await provider.forged(forgery()).catch(async () => await unsignable(forgery()));
    expect(await statusOf(token)).toBe(401);
  });

  it('brings no key of its own, nor the address of one', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const claims = decoded((await provider.forged({})).split('.')[1]);
    const kid = String(decoded((await provider.forged({})).split('.')[0])['kid']);
    const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/jwks`;
    const jwk = await exportJWK(publicKey);
    for (const header of [
      { jwk },
      { jku: url },
      { x5u: url },
      { x5c: ['AAAA'] },
      { jwk, kid: 'mine' },
      { jku: url, kid },
    ]) {
      const signer = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header });
      expect(await statusOf(await signer.sign(privateKey))).toBe(401);
    }
    expect(askedElsewhere).toBe(0);
  });

  it('of one issuer under the key of another is refused, whatever key it names', async () => {
    const { kid } = decoded((await provider.forged({})).split('.')[0]);
    for (const header of [{}, { kid }, { kid: undefined }]) {
      const crossed = await other.forged({ claims: { iss: provider.issuer }, header });
      expect(await statusOf(crossed)).toBe(401);
    }
    expect(await statusOf(await other.forged({}))).toBe(200);
  });

  it('of one issuer is not the person of another with the same subject', async () => {
    const ids = await Promise.all(
      [provider, other].map(
        async (each) =>
          (await t.as(await each.forged({ claims: { sub: 'twin' } })).get('/v1/me')).body.id as string,
      ),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('in another, or in five parts, or in pieces, is refused', async () => {
    const good = await provider.forged({});
    const [head = '', body = '', signature = ''] = good.split('.');
    const nested = `${encoded({ alg: 'ES256', typ: 'at+jwt', cty: 'JWT' })}.${Buffer.from(good).toString('base64url')}.${signature}`;
    const jwe = `${encoded({ alg: 'dir', enc: 'A256GCM' })}..${body}.${body}.${signature}`;
    const pieces = [
      nested,
      jwe,
      `${head}.${body}`,
      `${head}.${body}.`,
      `${head}..${signature}`,
      `${good}.${signature}`,
      `${head}.${body}.${signature.slice(0, -2)}`,
      `${encoded({ ...decoded(head), alg: 'ES384' })}.${body}.${signature}`,
      `${head}.${encoded({ ...decoded(body), sub: 'root' })}.${signature}`,
      `${encoded([])}.${body}.${signature}`,
      `${head}.${encoded('text')}.${signature}`,
    ];
    for (const piece of pieces)
      expect([piece.slice(0, 40), await statusOf(piece)]).toEqual([piece.slice(0, 40), 401]);
  });

  it('of more than 8 KiB is refused unread, of more than a head may have before that', async () => {
    const big = async (length: number): Promise<string> =>
      await provider.forged({ claims: { filler: 'x'.repeat(length) } });
    expect(await statusOf(await big(5_000))).toBe(200);
    expect(await statusOf(await big(6_500))).toBe(401);
    expect(await statusOf(await big(20_000))).toBe(431);
  });
});

function audienceOfOurs(): string {
  return provider.environment['CLEARANCE_OIDC_AUDIENCE'] ?? '';
}

/** What no library signs, under a signature of something else. */
async function unsignable({ claims, header }: Forgery): Promise<string> {
  const [head, body, signature] = (await provider.forged({})).split('.');
  return `${encoded({ ...decoded(head), ...header })}.${encoded({ ...decoded(body), ...claims })}.${signature}`;
}
