import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface AuthorityOptions {
  /** What `openssl req -newkey` takes: kind of key and its options. */
  readonly key?: readonly string[];
  readonly digest?: string;
  /** What the certificate of the stamps may be used for. */
  readonly usage?: string;
}

/** A time-stamping authority of openssl's, with a certificate of an authority of its own (ca.pem). */
export function makeAuthority(
  folder: string,
  { key = ['rsa:2048'], digest = 'sha256', usage = 'timeStamping' }: AuthorityOptions = {},
): (query: Buffer) => Buffer {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  writeFileSync(at('ext.cnf'), `extendedKeyUsage = critical,${usage}\nkeyUsage = digitalSignature\n`);
  writeFileSync(
    at('tsa.cnf'),
    [
      '[tsa]',
      'default_tsa = one',
      '[one]',
      `serial = ${at('serial')}`,
      'crypto_device = builtin',
      `signer_cert = ${at('tsa.pem')}`,
      `certs = ${at('ca.pem')}`,
      `signer_key = ${at('tsa.key')}`,
      `signer_digest = ${digest}`,
      'default_policy = 1.2.3.4.1',
      'digests = sha256',
      'accuracy = secs:1',
      'ordering = yes',
      'tsa_name = no',
      'ess_cert_id_chain = no',
      '',
    ].join('\n'),
  );
  writeFileSync(at('serial'), '01');
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=test authority',
    '-days',
    '2',
  );
  openssl(
    'req',
    '-newkey',
    ...key,
    '-nodes',
    '-keyout',
    'tsa.key',
    '-out',
    'tsa.csr',
    '-subj',
    '/CN=test stamps',
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'tsa.pem',
    '-extfile',
    'ext.cnf',
    '-days',
    '2',
  );
  chmodSync(at('serial'), 0o600);
  return (query) => {
    writeFileSync(at('query.tsq'), query);
    openssl(
      'ts',
      '-reply',
      '-queryfile',
      'query.tsq',
      '-config',
      'tsa.cnf',
      '-section',
      'one',
      '-out',
      'reply.tsr',
    );
    return readFileSync(at('reply.tsr'));
  };
}
