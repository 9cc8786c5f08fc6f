import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../secrets/secret.js';
import { isSigningSecret, makeSigningSecret, signatureHeaders } from './signature.js';

describe('A signature', () => {
  // The example of the specification and of its reference libraries (standard-webhooks, spec and test suites).
  it('is the published one for the published secret, id, time and body', () => {
    const secret = new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const headers = signatureHeaders(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      new Date(1_614_265_330_000),
      '{"test": 2432232314}',
      [secret],
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is there for each secret, and any of them verifies it', () => {
    const [old, fresh] = [makeSigningSecret(), makeSigningSecret()] as const;
    fc.assert(
      fc.property(fc.json(), (body) => {
        const headers = signatureHeaders('id-1', new Date(), body, [new Secret(fresh), new Secret(old)]);
        expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
        for (const secret of [old, fresh]) new Webhook(secret).verify(body, headers);
        expect(() => new Webhook(makeSigningSecret()).verify(body, headers)).toThrow(/No matching/);
        expect(() => new Webhook(old).verify(`${body} `, headers)).toThrow(/No matching/);
        expect(() => new Webhook(old).verify(body, { ...headers, 'webhook-id': 'id-2' })).toThrow(
          /No matching/,
        );
      }),
    );
  });
});

it('takes a secret of 24 to 64 bytes in base64 alone', () => {
  expect(isSigningSecret(makeSigningSecret())).toBe(true);
  const of = (bytes: number) => `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`;
  expect([of(23), of(24), of(64), of(65)].map(isSigningSecret)).toEqual([false, true, true, false]);
  for (const text of ['', 'whsec_', of(32).slice(6), `${of(32)} `, of(32).replaceAll('=', ''), 'whsec_***'])
    expect(isSigningSecret(text), text).toBe(false);
});
