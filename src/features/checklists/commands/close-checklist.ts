import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { notBefore } from '../../../eventstore/now.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { personBehind, Ties } from '../../access/access.module.js';
import { FOUR_EYES_STREAM } from '../../policies/policy.events.js';
import { fourEyesFold } from '../../policies/policies.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import { countedLevels } from '../board.js';
import { BoardReader } from '../board-reader.js';
import { checklistStream } from '../checklist.events.js';
import { checklistFold, closeChecklist } from '../checklist.js';
import { resolveChecklist } from '../resolve-checklist.js';
import { settledChecklist } from '../settled-board.js';

/** Ends a checklist; with items that count unsettled it takes two persons, one after the other. */
export class CloseChecklist extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: { readonly project: string; readonly checklist: string },
    readonly reason: string,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(CloseChecklist)
export class CloseChecklistHandler implements ICommandHandler<CloseChecklist> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly boards: BoardReader,
    private readonly ties: Ties,
  ) {}

  async execute({ meta, ref, reason, ifMatch }: CloseChecklist): Promise<Appended> {
    const { tenant, context } = meta;
    return await this.runner.run(meta, async (decision) => {
      const projectId = await resolveProject(this.store, tenant, ref.project);
      const id = await resolveChecklist(this.store, tenant, projectId, ref.checklist);
      const stream = checklistStream(id);
      const { state, sequence } = await decision.load(stream, checklistFold);
      if (!state)
        throw new Refusal('not_found', `the project has no checklist "${ref.checklist}"`, '/checklist');
      if (ifMatch !== null && ifMatch !== sequence) throw new StaleSequence(stream, ifMatch, sequence);
      const { state: fourEyes } = await decision.load(FOUR_EYES_STREAM, fourEyesFold);
      const by = await this.ties.of(meta, await personBehind(this.store, tenant, context.actor));
      const unsettled = await this.unsettled(tenant, projectId, id, (position) =>
        decision.guard(projectId, position),
      );
      decision.append(stream, projectId, closeChecklist(state, { by, reason, unsettled, fourEyes }));
    });
  }

  // Guarded against the position that was read: what is closed is what was counted.
  private async unsettled(
    tenant: string,
    projectId: string,
    id: string,
    guard: (position: number) => void,
  ): Promise<number> {
    const { value: board, position, asOf } = await this.boards.read(tenant, projectId);
    guard(position);
    const checklist = board.checklists.find((entry) => entry.id === id);
    if (!checklist) return 0;
    const { states } = settledChecklist(checklist, board, notBefore(asOf), null);
    const counted = countedLevels(board.gates);
    return checklist.rows.filter(({ level, recursDays }, at) => {
      const state = states[at];
      if (!state || !counted.has(level) || state.isBelowChoice) return false;
      const isForGood = state.status === 'not_applicable' || (state.status === 'checked' && !recursDays);
      return !isForGood;
    }).length;
  }
}
