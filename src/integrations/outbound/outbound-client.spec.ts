import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readOutboundAllow } from '../../outbound-settings.js';
import type { Resolve } from './guarded-agent.js';
import { OutboundClient } from './outbound-client.js';

const allow = (text: string) => readOutboundAllow(text, (message) => new Error(message));
const at =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

const open: (Server | OutboundClient)[] = [];
afterEach(async () => {
  for (const one of open.splice(0))
    if (one instanceof OutboundClient) await one.close();
    else {
      one.closeAllConnections();
      await new Promise((resolve) => one.close(resolve));
    }
});

async function listening(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const serve = (listener: RequestListener): Promise<number> => listening(createServer(listener));

function clientOf(text: string, resolve?: Resolve, ca?: string): OutboundClient {
  const client = new OutboundClient({ allow: allow(text), ...(resolve && { resolve }), ...(ca && { ca }) });
  open.push(client);
  return client;
}

describe('A name', () => {
  it('is refused where one of its addresses is closed, before anything is connected', async () => {
    let asked = 0;
    const port = await serve((_, response) => {
      asked += 1;
      response.end();
    });
    for (const addresses of [
      ['127.0.0.1'],
      ['8.8.8.8', '127.0.0.1'],
      ['::ffff:127.0.0.1'],
      ['::1'],
      ['169.254.169.254'],
    ])
      await expect(
        clientOf('', at(...addresses)).request({ method: 'GET', url: `https://rebound.example:${port}/` }),
      ).rejects.toMatchObject({ name: 'OutboundRefused', code: 'address' });
    expect(asked).toBe(0);
  });

  it('is refused when it is bound to another address than before (rebinding)', async () => {
    const port = await serve((_, response) => response.setHeader('connection', 'close').end('yes'));
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const resolve: Resolve = async () => [{ address: answers.shift()?.[0] ?? '127.0.0.2', family: 4 }];
    const client = clientOf('127.0.0.1', resolve);
    const asked = { method: 'GET', url: `http://rebound.example:${port}/` } as const;
    expect((await client.request(asked)).body.toString()).toBe('yes');
    await expect(client.request(asked)).rejects.toMatchObject({ code: 'address' });
  });

  it.each(['localhost', 'localhost.', 'LOCALHOST', 'a.localhost'])(
    'of this machine is refused as everybody resolves it: %s',
    async (name) => {
      let asked = 0;
      const port = await serve((_, response) => {
        asked += 1;
        response.end();
      });
      const answer = clientOf('').request({ method: 'GET', url: `https://${name}:${port}/` });
      // Where the resolver of this machine knows the name alone, without a dot or names below it, nobody is asked either.
      await expect(answer).rejects.toMatchObject({
        code: expect.stringMatching(name.includes('.') ? /^(address|dns)$/ : /^address$/),
      });
      expect(asked).toBe(0);
    },
  );

  it('is refused where it leads inside by way of IPv6: mapped, NAT64, 6to4, Teredo, with a zone', async () => {
    for (const address of [
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::a00:1',
      '2002:a00:1::1',
      '2001:0:7f00:1::1',
      'fe80::1%lo',
      'fd00:ec2::254',
    ])
      await expect(
        clientOf('', at(address)).request({ method: 'GET', url: 'https://inside.example/' }),
        address,
      ).rejects.toMatchObject({ name: 'OutboundRefused', code: 'address' });
  });

  it('that nobody knows is told apart', async () => {
    const nobody: Resolve = async () => {
      throw new Error('ENOTFOUND');
    };
    await expect(
      clientOf('', nobody).request({ method: 'GET', url: 'https://gone.example/' }),
    ).rejects.toMatchObject({
      name: 'OutboundFailed',
      code: 'dns',
    });
  });

  it('is not asked over plain http where only its public address lets it through', async () => {
    const client = clientOf('', at('8.8.8.8'));
    await expect(client.request({ method: 'GET', url: 'http://public.example/' })).rejects.toMatchObject({
      code: 'scheme',
    });
  });
});

describe('An answer', () => {
  it('is given with status, headers and body', async () => {
    const port = await serve((request, response) => {
      response
        .writeHead(201, { 'x-two': ['a', 'b'] })
        .end(`${request.method} ${String(request.headers['x-own'])}`);
    });
    const answer = await clientOf('127.0.0.1').request({
      method: 'POST',
      url: `http://127.0.0.1:${port}/x`,
      headers: { 'x-own': 'yes' },
      body: '{}',
    });
    expect(answer).toMatchObject({ status: 201, isCut: false, headers: { 'x-two': 'a, b' } });
    expect(answer.body.toString()).toBe('POST yes');
  });

  it('that redirects is not followed', async () => {
    let asked = 0;
    const port = await serve((request, response) => {
      asked += 1;
      response.writeHead(302, { location: `http://127.0.0.1:${port}${request.url}x` }).end();
    });
    const answer = await clientOf('127.0.0.1').request({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    expect(answer.status).toBe(302);
    expect(asked).toBe(1);
  });

  it('without an end is cut at 64 KiB, and its connection closed', async () => {
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    const port = await serve((_, response) => {
      const chunk = Buffer.alloc(16_384, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more).on('close', () => closed());
      more();
    });
    const answer = await clientOf('127.0.0.1').request({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    expect(answer).toMatchObject({ status: 200, isCut: true });
    expect(answer.body).toHaveLength(65_536);
    await isClosed;
  });

  it.each(['nothing', 'half a header', 'a byte now and then'])(
    'that is too slow is given up: %s',
    async (how) => {
      const port = await serve((_, response) => {
        if (how === 'half a header') response.socket?.write('HTTP/1.1 200 OK\r\nx-a: ');
        if (how === 'a byte now and then') {
          const timer = setInterval(() => response.write('x'), 20);
          response.on('close', () => clearInterval(timer));
        }
      });
      const asked = { method: 'GET', url: `http://127.0.0.1:${port}/`, timeoutMs: 300 } as const;
      await expect(clientOf('127.0.0.1').request(asked)).rejects.toMatchObject({ code: 'timeout' });
    },
  );

  it('with headers without end is given up, and little of them is read', async () => {
    let sent = 0;
    const port = await serve((_, response) => {
      const { socket } = response;
      if (!socket) return;
      socket.write('HTTP/1.1 200 OK\r\n');
      const more = (): void => {
        while (!socket.destroyed && socket.write(`x-${(sent += 1)}: ${'y'.repeat(1_000)}\r\n`));
      };
      socket.on('drain', more).on('error', () => undefined);
      more();
    });
    const asked = { method: 'GET', url: `http://127.0.0.1:${port}/` } as const;
    await expect(clientOf('127.0.0.1').request(asked)).rejects.toMatchObject({ name: 'OutboundFailed' });
    expect(sent).toBeLessThan(20_000);
  });

  it.each([
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['has two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx'],
    ['has a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n'],
    ['has chunks that are none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['is closed at once', ''],
  ])('that %s is a failure', async (_, text) => {
    const port = await serve((_request, response) => response.socket?.end(text));
    const asked = { method: 'GET', url: `http://127.0.0.1:${port}/` } as const;
    await expect(clientOf('127.0.0.1').request(asked)).rejects.toMatchObject({ code: 'connection' });
  });

  it('that says to go on first, again and again, is given up', async () => {
    const port = await serve((_, response) => {
      const timer = setInterval(() => response.socket?.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 5);
      response.on('close', () => clearInterval(timer));
    });
    const asked = { method: 'GET', url: `http://127.0.0.1:${port}/`, timeoutMs: 300 } as const;
    await expect(clientOf('127.0.0.1').request(asked)).rejects.toMatchObject({ name: 'OutboundFailed' });
  });

  it('that is packed is taken as it is: a small one cannot become a large one here', async () => {
    const packed = gzipSync(Buffer.alloc(50_000_000));
    const port = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    );
    const answer = await clientOf('127.0.0.1').request({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    expect(answer.body).toEqual(packed.subarray(0, 65_536));
  });

  it('that does not come whole is a failure', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('x');
      response.socket?.destroy();
    });
    const asked = { method: 'GET', url: `http://127.0.0.1:${port}/` } as const;
    await expect(clientOf('127.0.0.1').request(asked)).rejects.toMatchObject({ code: 'connection' });
  });

  it('is not waited for when the caller gives up', async () => {
    const port = await serve(() => undefined);
    const signal = AbortSignal.timeout(50);
    const asked = { method: 'GET', url: `http://127.0.0.1:${port}/`, signal } as const;
    await expect(clientOf('127.0.0.1').request(asked)).rejects.toMatchObject({ name: 'OutboundFailed' });
  });
});

it('believes no certificate that nobody vouches for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearance-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=hook.example', '-addext', 'subjectAltName=DNS:hook.example'];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    keyFile,
    '-out',
    certFile,
  ];
  execFileSync('openssl', [...made, ...subject], { stdio: 'pipe' });
  const [key, cert] = [keyFile, certFile].map((file) => readFileSync(file, 'utf8')) as [string, string];
  rmSync(folder, { recursive: true });
  const port = await listening(createTlsServer({ key, cert }, (_, response) => response.end('safe')));
  const asked = (host: string) => ({ method: 'GET', url: `https://${host}:${port}/` }) as const;
  const inside = at('127.0.0.1');
  await expect(clientOf('127.0.0.1', inside).request(asked('hook.example'))).rejects.toMatchObject({
    code: 'tls',
  });
  await expect(clientOf('127.0.0.1', inside, cert).request(asked('other.example'))).rejects.toMatchObject({
    code: 'tls',
  });
  expect((await clientOf('127.0.0.1', inside, cert).request(asked('hook.example'))).body.toString()).toBe(
    'safe',
  );
});
