import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { Agent, buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.js';
import { OutboundFailed, OutboundRefused } from './outbound-errors.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** As every program of this machine resolves names. */
export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

const CONNECT_MS = 5_000;

export interface GuardedAgentOptions {
  readonly guard: AddressGuard;
  readonly resolve: Resolve;
  /** Certificates (PEM) of authorities beside those that Node knows. */
  readonly ca?: string;
}

/**
 * undici's agent with a guard at its sockets: a literal address before it connects, every address of a name when it is
 * resolved, and what the socket is connected to in the end. Redirects are not followed, answers are not unpacked.
 */
export function guardedAgent({ guard, resolve, ca }: GuardedAgentOptions): Agent {
  const connector = (isPlain: boolean) =>
    buildConnector({
      timeout: CONNECT_MS,
      allowH2: false,
      lookup: guardedLookup(guard, resolve, isPlain),
      rejectUnauthorized: true,
      ...(ca === undefined ? {} : { ca }),
    });
  const [plain, secure] = [connector(true), connector(false)];
  return new Agent({
    pipelining: 1,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    maxHeaderSize: 16_384,
    connect: (options, callback) => {
      const host = bare(options.hostname);
      const isPlain = options.protocol !== 'https:';
      try {
        if (isIP(host) !== 0) checkPlace(guard, host, host, isPlain);
      } catch (error) {
        callback(error as Error, null);
        return;
      }
      // undici passes the host of an IPv6 literal with its brackets, which would be resolved as a name.
      const target = { ...options, hostname: host };
      (isPlain ? plain : secure)(target, (error, socket) => {
        if (error || !socket) {
          callback(error ?? new Error('no socket'), null);
          return;
        }
        try {
          checkPlace(guard, host, socket.remoteAddress ?? '', isPlain);
          callback(null, socket);
        } catch (refused) {
          socket.destroy();
          callback(refused as Error, null);
        }
      });
    },
  });
}

function guardedLookup(guard: AddressGuard, resolve: Resolve, isPlain: boolean): LookupFunction {
  const checked = async (hostname: string): Promise<readonly [ResolvedAddress, ...ResolvedAddress[]]> => {
    const [first, ...more] = await resolve(hostname).catch((error: unknown) => {
      throw new OutboundFailed('dns', `${hostname} was not resolved`, error);
    });
    if (!first) throw new OutboundFailed('dns', `${hostname} has no address`, null);
    for (const { address } of [first, ...more]) checkPlace(guard, hostname, address, isPlain);
    return [first, ...more];
  };
  const look = callbackify(checked);
  return (hostname, options, callback) => {
    look(hostname, (error: NodeJS.ErrnoException | null, found) => {
      if (error) callback(error, '', 0);
      else if (options.all === true) callback(null, [...found]);
      else callback(null, found[0].address, found[0].family);
    });
  };
}

function checkPlace(guard: AddressGuard, host: string, address: string, isPlain: boolean): void {
  guard.check(host, address);
  if (isPlain && !guard.isOpened(host, address))
    throw new OutboundRefused(
      'scheme',
      `${host} is asked over http; https is asked for, but for what CLEARANCE_OUTBOUND_ALLOW names`,
    );
}

/** A host without the brackets of an IPv6 literal. */
export function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
