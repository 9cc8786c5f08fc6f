import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Ties } from '../../access/access.module.js';
import { CHECKLIST_EVENT_TYPES } from '../../checklists/checklist.events.js';
import { CONDITION_EVENT_TYPES } from '../../conditions/condition.events.js';
import { ITEM_EVENT_TYPES } from '../../items/item.events.js';
import { signOff, type SignOff } from '../gate.js';
import { type GateRef, GateScope } from '../gate-scope.js';

/** Signs a gate in a role: what the signer read at a position, by its digest. */
export class SignGate extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: GateRef,
    readonly signature: Omit<SignOff, 'id'>,
  ) {
    super();
  }
}

/** Types of events that may change what is signed. */
const CHANGING = [
  ...CHECKLIST_EVENT_TYPES,
  ...CONDITION_EVENT_TYPES,
  ...ITEM_EVENT_TYPES.filter((type) => !/^item[.](commented$|assigned$|ticket_)/.test(type)),
  'gate.defined',
  'gate.definition_approved',
];
const MOST_CHANGES = 100;

@CommandHandler(SignGate)
export class SignGateHandler implements ICommandHandler<SignGate> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly scope: GateScope,
    private readonly ties: Ties,
  ) {}

  /** The sign-off covers what is there when it is recorded, or is refused with the list of changes. */
  async execute({ meta, ref, signature }: SignGate): Promise<Appended> {
    const id = opaqueId('sgn');
    return await this.runner.run(meta, async (decision) => {
      const { id: gate, stream, state, target } = await this.scope.load(decision, ref, null);
      const { judged } = await this.scope.judge(decision, target.projectId, gate);
      const isSame = judged.digest === signature.digest;
      const changes = isSame ? [] : await this.changes(meta.tenant, target.projectId, signature.position);
      const by = await this.ties.of(meta, target.by);
      const events = signOff(
        state,
        { ...target, by },
        { ...signature, id },
        { digest: judged.digest, changes },
      );
      decision.append(stream, target.projectId, events);
    });
  }

  private async changes(tenant: string, project: string, after: number): Promise<object[]> {
    const events = await this.store.query(tenant, {
      project,
      after,
      types: CHANGING,
      order: 'asc',
      limit: MOST_CHANGES,
    });
    return events.map(({ position, type, payload }) => ({
      position,
      type,
      checklist: payload['checklist_key'] ?? null,
      item: payload['item_key'] ?? null,
    }));
  }
}
