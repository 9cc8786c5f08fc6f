import { WrongUsage } from './failures.js';

const KEY = /(?:^|[\s=:])clr_[A-Za-z0-9]+[-_][^\s]{20,}/;
/** A signed token in its compact form (RFC 7515 section 7.1). */
const TOKEN = /(?:^|[\s=:])eyJ[\w-]+\.[\w-]+\.[\w-]+/;
/** What other programs call an option with a key; `verify --key` and `template create --key` are something else. */
const OPTION = /^--?(?:api-?key|token|access-token|password|bearer|authorization)(?:=|$)/i;

/**
 * A key on a command line can be read by every process of the machine and stays in the shell's history.
 * @throws WrongUsage, which does not repeat it
 */
export function refuseKeys(argv: readonly string[]): void {
  if (!argv.some((word) => KEY.test(word) || TOKEN.test(word) || OPTION.test(word))) return;
  throw new WrongUsage(
    'A key does not belong on the command line, where every process of this machine can read it: set CLEARANCE_API_KEY, ' +
      'or CLEARANCE_API_KEY_FILE to a file that holds it, or write it to standard input with --key-stdin. ' +
      'If it was a real one, revoke it',
  );
}
