import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutboundAllow } from '../../outbound-settings.js';
import { AddressGuard } from './address-guard.js';
import { OutboundClient } from './outbound-client.js';
import { OutboundRefused } from './outbound-errors.js';

const wrong = (message: string): Error => new Error(message);
const allow = (text: string) => readOutboundAllow(text, wrong);
const closed = new AddressGuard(allow(''));
const client = new OutboundClient({ allow: allow('') });

/** Ranges that are nobody's on the Internet: first address and prefix length (IANA special-purpose registries). */
const INSIDE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const insideV4 = fc
  .tuple(fc.constantFrom(...INSIDE_V4), fc.nat({ max: 0xff_ff_ff_ff }))
  .map(([[first, bits], random]) => (numberOf(first) | (random & (2 ** (32 - bits) - 1))) >>> 0);

function numberOf(dotted: string): number {
  return dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

/** Every way to write an IPv4 address that a URL parser or a resolver may take for one. */
function formsOfV4(value: number): string[] {
  const parts = dotted(value).split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  const hex = (part: number) => `0x${part.toString(16)}`;
  const octal = (part: number) => `0${part.toString(8)}`;
  return [
    dotted(value),
    `${dotted(value)}.`,
    `${value}`,
    hex(value),
    octal(value),
    parts.map(hex).join('.'),
    parts.map(octal).join('.'),
    parts.map((part) => `000${part.toString(8)}`).join('.'),
    [hex(a), octal(b), c, d].join('.'),
    [a, b, c * 256 + d].join('.'),
    [a, (b * 256 + c) * 256 + d].join('.'),
    dotted(value).replaceAll('.', '。'),
    parts
      .map((part) => [...`${part}`].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''))
      .join('.'),
    dotted(value).replaceAll('.', '%2e'),
  ];
}

/** Addresses of IPv6 that lead to one of IPv4, or carry it. */
function carriedByV6(value: number): string[] {
  const [high, low] = [value >>> 16, value & 0xffff].map((half) => half.toString(16)) as [string, string];
  return [
    `::ffff:${dotted(value)}`,
    `::ffff:${high}:${low}`,
    `0:0:0:0:0:ffff:${high}:${low}`,
    `0000:0000:0000:0000:0000:FFFF:${high}:${low}`,
    `::${dotted(value)}`,
    `::${high}:${low}`,
    `::ffff:0:${high}:${low}`,
    `64:ff9b::${high}:${low}`,
    `64:ff9b:1::${high}:${low}`,
    `2002:${high}:${low}::1`,
    `2001:0:${high}:${low}::1`,
  ];
}

describe('An address inside of some network', () => {
  it('is refused in every textual form a URL may have it in', () => {
    fc.assert(
      fc.property(insideV4, (value) => {
        for (const form of formsOfV4(value))
          expect(() => client.checkUrl(`https://${form}/hook`), form).toThrow(OutboundRefused);
      }),
    );
  });

  it('is refused where IPv6 carries it', () => {
    fc.assert(
      fc.property(insideV4, (value) => {
        for (const form of carriedByV6(value)) {
          expect(closed.allows('name', form), form).toBe(false);
          expect(() => client.checkUrl(`https://[${form}]/`), form).toThrow(OutboundRefused);
        }
      }),
    );
  });

  it.each([
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    '3fff::1',
    '5f00::1',
    '4000::1',
    'f000::1',
    '168.63.129.16',
    '100.100.100.200',
    '192.0.0.192',
    '',
    'localhost',
    '127.1',
    'not an address',
  ])('is refused: %s', (address) => {
    expect(closed.allows('name', address)).toBe(false);
  });

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '::ffff:8.8.8.8',
    '2606:4700::1111',
    '172.32.0.1',
    '11.0.0.1',
    '169.253.0.1',
  ])('is let through where it is public: %s', (address) => {
    expect(closed.allows('name', address)).toBe(true);
  });
});

describe('What the configuration allows', () => {
  it('is a range, an address, or a host by its name', () => {
    const guard = new AddressGuard(allow('10.1.0.0/16, 127.0.0.1, fd00::/8,Redmine.Internal'));
    expect(guard.allows('x', '10.1.2.3')).toBe(true);
    expect(guard.allows('x', '::ffff:10.1.2.3')).toBe(true);
    expect(guard.allows('x', '10.2.0.1')).toBe(false);
    expect(guard.allows('x', '127.0.0.1')).toBe(true);
    expect(guard.allows('x', '127.0.0.2')).toBe(false);
    expect(guard.allows('x', 'fd12::1')).toBe(true);
    expect(guard.allows('redmine.internal.', '192.168.0.7')).toBe(true);
    expect(guard.allows('a.redmine.internal', '192.168.0.7')).toBe(false);
  });

  it('opens no metadata address by the name of a host', () => {
    const guard = new AddressGuard(allow('rebound.example'));
    for (const address of [
      '169.254.169.254',
      'fe80::1',
      '0.0.0.0',
      '168.63.129.16',
      '::ffff:169.254.169.254',
    ])
      expect(guard.allows('rebound.example', address), address).toBe(false);
    expect(new AddressGuard(allow('169.254.169.254')).allows('x', '169.254.169.254')).toBe(true);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', '127.1', '0x7f.1/8', 'http://x', 'a b', '-x', '*', 'x:80', '1.2.3'])(
    'is refused where it makes no sense: %s',
    (text) => {
      expect(() => allow(text)).toThrow(/CLEARANCE_OUTBOUND_ALLOW/);
    },
  );
});

it.each([
  // Forms that some parsers take for an address and others for a name, with a port, a user, a zone or a dot too many.
  'https://127.0.0.1./',
  'https://0x7f000001./',
  'https://2130706433/',
  'https://017700000001/',
  'https://0x7f.1/',
  'https://127.1/',
  'https://0/',
  'https://[::1%25lo]/',
  'https://[fe80::1%25eth0]/',
  'https://[fe80::1%eth0]/',
  'https://[::ffff:169.254.169.254]/latest/meta-data/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://[2002:7f00:1::]/',
  'https://①②⑦.⓪.⓪.①/',
  'https://127.0.0.1\\@example.org/',
  'https://example.org@127.0.0.1/',
  'https://127.0.0.1#@example.org/',
  'https:127.0.0.1',
  'ftp://example.org',
  'file:///etc/passwd',
  'gopher://example.org',
  'https://a:b@example.org',
  'x',
  '',
])('refuses the URL %s', (url) => {
  expect(() => client.checkUrl(url)).toThrow(OutboundRefused);
});

it('takes plain http for what is opened alone', () => {
  const open = new OutboundClient({ allow: allow('127.0.0.0/8') });
  expect(open.checkUrl('http://127.0.0.1:8080/').port).toBe('8080');
  expect(() => open.checkUrl('http://8.8.8.8/')).toThrow(/https/);
  expect(open.checkUrl('https://8.8.8.8/').host).toBe('8.8.8.8');
});
