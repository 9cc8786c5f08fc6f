import ipaddr from 'ipaddr.js';

/** Where the service may send requests to beside public addresses: CLEARANCE_OUTBOUND_ALLOW. */
export interface OutboundAllow {
  /** Ranges in CIDR notation, a single address as its own range. */
  readonly ranges: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[];
  /** Names of hosts in lower case, whatever they resolve to. */
  readonly hosts: readonly string[];
}

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const NAME = 'CLEARANCE_OUTBOUND_ALLOW';

/** Reads the list, commas between; `wrong` makes the error of an entry that makes no sense. */
export function readOutboundAllow(text: string | null, wrong: (message: string) => Error): OutboundAllow {
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  const hosts: string[] = [];
  for (const entry of (text ?? '').split(',').map((part) => part.trim().toLowerCase())) {
    if (entry === '') continue;
    const range = rangeOf(entry);
    if (range) ranges.push(range);
    // What ends in a number would be read as an address somewhere.
    else if (HOST.test(entry) && !/(^|\.)[0-9]+$/.test(entry)) hosts.push(entry);
    else
      throw wrong(
        `${NAME} has "${entry}"; addresses (10.0.0.7), ranges (10.0.0.0/8, fd00::/8) and host names are meant`,
      );
  }
  return { ranges, hosts };
}

function rangeOf(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(entry)) return [ipaddr.IPv4.parse(entry), 32];
  if (ipaddr.IPv6.isValid(entry))
    return [ipaddr.process(entry), ipaddr.process(entry).toByteArray().length * 8];
  const [address = ''] = entry.split('/');
  if (!ipaddr.isValidCIDR(entry)) return null;
  if (!address.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(address)) return null;
  return ipaddr.parseCIDR(entry);
}
