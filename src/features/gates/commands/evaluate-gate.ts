import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { LatestCheckpoint } from '../../log/log.module.js';
import { type EvaluationPayload, receiptStream } from '../gate.events.js';
import { type GateRef, GateScope } from '../gate-scope.js';

/** Gives a pipeline the verdict of a gate for what it is about to deploy, and keeps it as a receipt. */
export class EvaluateGate extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: GateRef,
    readonly subject: EvaluationPayload['subject'],
  ) {
    super();
  }
}

/** A receipt lists so many reasons, and counts the rest. */
const MOST_REASONS = 200;

@CommandHandler(EvaluateGate)
export class EvaluateGateHandler implements ICommandHandler<EvaluateGate> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: GateScope,
    private readonly checkpoints: LatestCheckpoint,
  ) {}

  async execute({ meta, ref, subject }: EvaluateGate): Promise<Appended> {
    const id = opaqueId('rcp');
    const checkpoint = await this.checkpoints.of(meta.tenant);
    return await this.runner.run(meta, async (decision) => {
      const target = await this.scope.target(decision, ref.project);
      const { board, judged, position, now } = await this.scope.judge(decision, target.projectId, ref.gate);
      const { gate, verdict, digest, reasons, fourEyes } = judged;
      const payload: EvaluationPayload = {
        project_key: target.projectKey,
        key: gate.key,
        receipt_id: id,
        gate_version: gate.version,
        subject,
        verdict,
        digest,
        decided_at_position: position,
        as_of: now,
        checklists: board.checklists
          .filter(({ isClosed }) => !isClosed)
          .map(({ key, template }) => ({
            key,
            template: template.key,
            template_version: template.version,
            content_hash: template.contentHash,
          })),
        reasons: reasons
          .slice(0, MOST_REASONS)
          .map(({ code, checklist, item, role }) => ({ code, checklist, item, role })),
        reasons_total: reasons.length,
        four_eyes: fourEyes,
        four_eyes_relaxed: judged.relaxed.map(({ from, to }) => ({ from, to })),
        checkpoint,
      };
      decision.append(receiptStream(id), target.projectId, [
        { type: 'gate.evaluated', revision: 2, payload },
      ]);
    });
  }
}
