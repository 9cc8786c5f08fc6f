import { expect, it } from 'vitest';
import { MaskedSender } from './masked-sender.js';

const answering = (status: number, text: string) => ({
  request: async () => await Promise.resolve({ status, headers: {}, body: Buffer.from(text), isCut: false }),
});
const ask = { method: 'GET', url: 'https://example.org/' } as const;

it.each([
  ['the secret as it is', 'ana@x.org:t0ken-of-ana', 'you sent ana@x.org:t0ken-of-ana'],
  ['its token', 'ana@x.org:t0ken-of-ana', 'you sent t0ken-of-ana'],
  ['what Basic makes of it', 'ana@x.org:t0ken-of-ana', `Basic ${btoa('ana@x.org:t0ken-of-ana')}`],
  ['what a URL makes of it', 'a/b+c d=e', 'key=a%2Fb%2Bc%20d%3De'],
])('takes %s out of an answer that says no', async (_, secret, said) => {
  const { body } = await new MaskedSender(answering(500, said), secret).request(ask);
  expect(body.toString()).toContain('[secret]');
  expect(body.toString()).not.toMatch(/t0ken|YW5h|a%2Fb/);
});

it('leaves an answer that says yes as it came', async () => {
  const { body } = await new MaskedSender(answering(200, 'the secret'), 'the secret').request(ask);
  expect(body.toString()).toBe('the secret');
});

it.each([
  ['abc12', 'wrong key abc12, abc12x', 'wrong key [secret], [secret]x'],
  ['.+', 'you sent .+ twice', 'you sent [secret] twice'],
  ['s', 's it is', '[secret] it i[secret]'],
  ['ana:', 'you are ana: no', 'you are [secret] no'],
])('takes %s out however short it is', async (secret, said, shown) => {
  const { body } = await new MaskedSender(answering(401, said), secret).request(ask);
  expect(body.toString()).toBe(shown);
});
