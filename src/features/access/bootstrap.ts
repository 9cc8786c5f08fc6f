import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Config, InvalidConfig } from '../../config.js';
import { CONFIG, DEFAULT_TENANT } from '../../core.tokens.js';
import { type CommandMeta, CommandRunner } from '../../eventstore/command-runner.js';
import { type EventContext, SYSTEM_ACTOR } from '../../eventstore/event.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { uuidv7 } from '../../eventstore/random.js';
import { accountStream } from './access.events.js';
import {
  accountFold,
  type AccountState,
  addAccount,
  grantRole,
  isUsable,
  type NewKey,
  replaceSystemKey,
} from './account.js';
import { nameOfAdminKey } from './admin-key.js';
import { makeKey, parseKey } from './key.js';
import { Pepper } from './pepper.js';
import { keptSecret, readSecret } from '../../database/secret-file.js';

/** The account of a tenant's first key. Its id is fixed, so that of several first starts one makes it. */
const ADMIN = accountStream('svc_admin');

const ADMIN_ACCOUNT = {
  kind: 'service',
  name: 'admin',
  email: null,
  responsible: null,
  roles: ['admin', 'owner'],
} as const;

/** Makes the admin account with its key at a tenant's first start, and follows a CLEARANCE_ADMIN_KEY that changes. */
@Injectable()
export class AccessBootstrap {
  private readonly log = new Logger('Access');

  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly pepper: Pepper,
    @Inject(CONFIG) private readonly config: Pick<Config, 'adminKey' | 'dataDir'>,
  ) {}

  /**
   * Gives the path of the file that holds the admin key, null where this node has none that works. Done again, or by
   * several nodes at once, it changes nothing. Throws InvalidConfig, and what the event store throws.
   */
  async run(tenant: string): Promise<string | null> {
    const path = await this.keepKey(tenant);
    await this.keepOwner(tenant);
    return path;
  }

  private async keepKey(tenant: string): Promise<string | null> {
    const given = tenant === DEFAULT_TENANT ? this.config.adminKey : null;
    if (given === null) return await this.keepWrittenKey(tenant);
    const { keyId } = nameOfAdminKey(given, tenant, this.pepper);
    await this.install(tenant, this.newKey(keyId, given, 'CLEARANCE_ADMIN_KEY'), true);
    const state = await this.state(tenant);
    const path = join(this.config.dataDir, 'admin-key');
    if (state) await this.removeRevoked(state, await readSecret(path), path);
    if (state?.keys.some(({ id, revoked }) => id === keyId && revoked))
      this.log.warn('CLEARANCE_ADMIN_KEY is a key that was revoked, and stays so: give another one');
    return null;
  }

  private async keepWrittenKey(tenant: string): Promise<string | null> {
    const path = join(this.config.dataDir, 'admin-key');
    const before = await this.state(tenant);
    if (before) {
      const written = await readSecret(path);
      if (this.stillHolds(before, written)) return path;
      await this.removeRevoked(before, written, path);
      return null;
    }
    const { text, made } = await keptSecret(path, () => makeKey(tenant).text);
    const key = parseKey(text);
    if (key?.tenant !== tenant)
      throw new InvalidConfig(`${path} holds no key of the tenant "${tenant}". Move it away and start again`);
    await this.install(tenant, this.newKey(key.id, text, 'first start'), false);
    const after = await this.state(tenant);
    if (after && this.stillHolds(after, text)) return path;
    // Another node, with another data folder, was first: this key was never issued.
    if (made) await rm(path, { force: true });
    return null;
  }

  /**
   * A new key for a tenant's first account, which is made where it is not there; keys that came in this way before are
   * revoked. Gives its text, known to nobody afterwards.
   */
  async newAdminKey(tenant: string): Promise<{ keyId: string; key: string }> {
    const { id, text } = makeKey(tenant);
    await this.install(tenant, this.newKey(id, text, 'installation'), true);
    return { keyId: id, key: text };
  }

  /** A tenant from before there were owners gets its first one: the account that its log began with. */
  private async keepOwner(tenant: string): Promise<void> {
    await this.runner.run(meta(tenant), async (decision) => {
      const { state } = await decision.load(ADMIN, accountFold);
      if (!state || state.wasOwner) return;
      decision.append(ADMIN, null, grantRole(state, { role: 'owner', project: null }, null));
    });
  }

  /** Adds the account with the key; where it is there, the key takes the place of earlier ones if asked to. */
  private async install(tenant: string, key: NewKey, replace: boolean): Promise<void> {
    await this.runner.run(meta(tenant), async (decision) => {
      const { state } = await decision.load(ADMIN, accountFold);
      if (state && !replace) return;
      const added = state ? [] : addAccount({ ...ADMIN_ACCOUNT, giver: null });
      const held = state ?? { kind: 'service', grants: [], wasOwner: false, identity: null, keys: [] };
      decision.append(ADMIN, null, [...added, ...replaceSystemKey(held, key)]);
    });
  }

  private newKey(id: string, text: string, label: string): NewKey {
    const hash = this.pepper.hash(text);
    return { id, label, hash, pepperId: this.pepper.id, expiresAt: null, scopes: null };
  }

  private stillHolds(state: AccountState, text: string | null): boolean {
    const usable = state.keys.filter((key) => isUsable(key, new Date().toISOString()));
    if (usable.length > 0 && usable.every((key) => key.pepperId !== this.pepper.id))
      this.log.warn(
        'the API keys in this database were issued under another pepper and are not accepted here: restore the file ' +
          'key-pepper or CLEARANCE_KEY_PEPPER; with CLEARANCE_ADMIN_KEY set there is a new admin key at the next start',
      );
    const id = text === null ? undefined : parseKey(text)?.id;
    return usable.some((key) => key.id === id && key.pepperId === this.pepper.id);
  }

  /** Whoever reads a key from the file would get a 401. A key that the log does not know is left where it is. */
  private async removeRevoked(state: AccountState, written: string | null, path: string): Promise<void> {
    const id = written === null ? undefined : parseKey(written)?.id;
    if (!state.keys.some((key) => key.id === id && key.revoked)) return;
    await rm(path, { force: true });
    this.log.warn(`the key in ${path} was revoked: the file is removed`);
  }

  private async state(tenant: string): Promise<AccountState | null> {
    const [events = []] = await this.store.readStreams(tenant, [ADMIN]);
    return events.reduce(accountFold.evolve, accountFold.initial);
  }
}

function meta(tenant: string): CommandMeta {
  const context: EventContext = {
    actor: SYSTEM_ACTOR,
    credentialId: null,
    authMethod: 'internal',
    source: 'system',
    requestId: null,
    correlationId: uuidv7().replaceAll('-', ''),
    causationId: null,
  };
  return { tenant, context };
}
