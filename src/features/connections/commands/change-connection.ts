import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { personBehind } from '../../access/access.module.js';
import { type AccessEvent, accountStream } from '../../access/access.events.js';
import { type ConnectionPlace, type ConnectionRules, connectionStream } from '../connection.events.js';
import {
  addConnection,
  type AddConnection,
  changeConnection,
  connectionFold,
  removeConnection,
  rotateSecret,
} from '../connection.js';
import { CONNECTION_NAME } from '../resolve-connection.js';

/** What is done about a connection. */
export type ConnectionChange =
  | ({ readonly do: 'add' } & AddConnection)
  | { readonly do: 'change'; readonly rules: ConnectionRules; readonly place: ConnectionPlace }
  | { readonly do: 'rotate'; readonly which: 'api' | 'inbound'; readonly secretId: string | null }
  | { readonly do: 'remove'; readonly reason: string };

/** Adds, changes or removes a connection, or gives it another secret. `id` is the connection's. */
export class ChangeConnection extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
    readonly change: ConnectionChange,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(ChangeConnection)
export class ChangeConnectionHandler implements ICommandHandler<ChangeConnection> {
  constructor(private readonly runner: CommandRunner) {}

  /** Refuses (already_exists) a key that is held, (not_found) a connection that is not there. */
  async execute({ meta, id, change, ifMatch }: ChangeConnection): Promise<Appended> {
    const stream = connectionStream(id);
    return await this.runner.run(meta, async (decision) => {
      if (change.do === 'add') {
        decision.claimName({ kind: CONNECTION_NAME, name: change.key, owner: id });
        decision.append(stream, null, addConnection(change));
        const { person } = await personBehind(decision.lookup, meta.tenant, meta.context.actor);
        return decision.append(accountStream(id), null, account(change.place.name, person));
      }
      const { state, sequence } = await decision.load(stream, connectionFold);
      if (ifMatch !== null && ifMatch !== sequence) throw new StaleSequence(stream, ifMatch, sequence);
      if (change.do === 'change')
        return decision.append(stream, null, changeConnection(state, change.rules, change.place));
      if (change.do === 'rotate')
        return decision.append(stream, null, rotateSecret(state, change.which, change.secretId));
      decision.append(stream, null, removeConnection(state, change.reason));
      if (state) decision.claimName({ kind: CONNECTION_NAME, name: state.key, owner: id, release: true });
    });
  }
}

/** What the connection does itself is done by an account of its own, with its name. It has no key and no role. */
function account(name: string, responsible: string | null): AccessEvent[] {
  return [
    { type: 'access.account_added', revision: 1, payload: { kind: 'integration', responsible } },
    {
      type: 'access.profile_recorded',
      revision: 1,
      payload: { issuer: null, subject: null },
      private: { name, email: null },
    },
  ];
}
