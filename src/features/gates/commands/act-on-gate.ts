import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { Ties } from '../../access/access.module.js';
import { approveDefinition, requestSignOffs } from '../gate.js';
import { type GateRef, GateScope } from '../gate-scope.js';

/** Agrees, as a second person, to a definition that asks less; or asks for a gate's sign-offs. */
export class ActOnGate extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: GateRef,
    readonly action: 'approve' | 'request',
    readonly reason: string | null,
    readonly ifMatch: number | null,
    /** The version that is agreed to. */
    readonly version: number | null = null,
  ) {
    super();
  }
}

@CommandHandler(ActOnGate)
export class ActOnGateHandler implements ICommandHandler<ActOnGate> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: GateScope,
    private readonly ties: Ties,
  ) {}

  async execute({ meta, ref, action, reason, ifMatch, version }: ActOnGate): Promise<Appended> {
    return await this.runner.run(meta, async (decision) => {
      const { stream, state, target } = await this.scope.load(decision, ref, ifMatch);
      const events =
        action === 'approve'
          ? approveDefinition(
              state,
              { ...target, by: await this.ties.of(meta, target.by) },
              await this.scope.fourEyes(decision),
              reason,
              version,
            )
          : requestSignOffs(state, target, reason);
      decision.append(stream, target.projectId, events);
    });
  }
}
