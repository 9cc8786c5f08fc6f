import ipaddr from 'ipaddr.js';
import type { OutboundAllow } from '../../outbound-settings.js';
import { OutboundRefused } from './outbound-errors.js';

/** The address that the wire server of Azure has, in the midst of public ones. */
const WIRE_SERVER = '168.63.129.16';
/** All IPv6 addresses that are routed (RFC 4291, IANA): whatever else the library calls unicast is nobody's. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** A named host may be inside of the network, but where machines ask for their credentials only a range opens. */
const NEVER_BY_NAME: readonly string[] = ['linkLocal', 'unspecified', 'multicast', 'broadcast'];

/**
 * Which places requests may go to: public addresses, and what the configuration allows. After the
 * OWASP cheat sheet on server-side request forgery: literals, every resolved address and the connected one are asked about.
 */
export class AddressGuard {
  constructor(private readonly allow: OutboundAllow) {}

  /** Throws OutboundRefused where an address (any textual form) of the host may not be connected to. */
  check(host: string, address: string): void {
    if (!this.allows(host, address))
      throw new OutboundRefused(
        'address',
        `${host} is at ${address}, which is no public address; CLEARANCE_OUTBOUND_ALLOW opens others`,
      );
  }

  /** `host` as it stands in the URL, without brackets; `address` what it is at. */
  allows(host: string, address: string): boolean {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    if (this.isListed(parsed)) return true;
    if (isPublic(parsed)) return true;
    return this.isNamed(host) && !NEVER_BY_NAME.includes(parsed.range()) && parsed.toString() !== WIRE_SERVER;
  }

  /** Whether the configuration names the host or an address: plain HTTP goes to these alone. */
  isOpened(host: string, address: string): boolean {
    return this.isNamed(host) || (ipaddr.isValid(address) && this.isListed(ipaddr.process(address)));
  }

  private isNamed(host: string): boolean {
    return this.allow.hosts.includes(host.toLowerCase().replace(/\.$/, ''));
  }

  private isListed(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return this.allow.ranges.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    );
  }
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast' || address.toString() === WIRE_SERVER) return false;
  return !(address instanceof ipaddr.IPv6) || address.match(GLOBAL_UNICAST);
}
