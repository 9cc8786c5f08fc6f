import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { personBehind, Ties } from '../../access/access.module.js';
import { BoardReader } from '../../checklists/checklists.module.js';
import { FOUR_EYES_STREAM } from '../../policies/policy.events.js';
import { fourEyesFold } from '../../policies/policies.module.js';
import { projectStream } from '../../projects/project.events.js';
import { projectFold, resolveProject } from '../../projects/projects.module.js';
import { AskedConditions } from '../asked-conditions.js';
import { conditionFold } from '../asked-anew.rules.js';
import { answerCondition, approveCondition } from '../condition.js';
import { conditionStream } from '../condition.events.js';

/**
 * Answers a condition of a project, or (`given` null) agrees to the answer as a second person, who may name it (`named`).
 */
export class AnswerCondition extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: { readonly project: string; readonly condition: string },
    readonly given: { readonly answer: boolean } | null,
    /** Needed for an answer. */
    readonly reason: string | null,
    readonly ifMatch: number | null,
    readonly named: boolean | null = null,
  ) {
    super();
  }
}

@CommandHandler(AnswerCondition)
export class AnswerConditionHandler implements ICommandHandler<AnswerCondition> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly boards: BoardReader,
    private readonly asked: AskedConditions,
    private readonly ties: Ties,
  ) {}

  /** Refuses (not_found) a condition that no checklist of the project asks. */
  async execute({ meta, ref, given, reason, ifMatch, named }: AnswerCondition): Promise<Appended> {
    const { tenant, context } = meta;
    const key = ref.condition.normalize('NFC').toLowerCase();
    return await this.runner.run(meta, async (decision) => {
      const projectId = await resolveProject(this.store, tenant, ref.project);
      const { value: board, position } = await this.boards.read(tenant, projectId);
      // How the question is put has to be what was read: a checklist may come that puts it otherwise.
      decision.guard(projectId, position);
      const asked = (await this.asked.of(tenant, board)).get(key);
      if (!asked)
        throw new Refusal('not_found', `no checklist of the project asks "${ref.condition}"`, '/condition');
      const stream = conditionStream(projectId, key);
      const { state, sequence } = await decision.load(stream, conditionFold);
      if (ifMatch !== null && ifMatch !== sequence) throw new StaleSequence(stream, ifMatch, sequence);
      const { state: project } = await decision.load(projectStream(projectId), projectFold);
      const { state: fourEyes } = await decision.load(FOUR_EYES_STREAM, fourEyesFold);
      const by = await personBehind(this.store, tenant, context.actor);
      const questions = [asked.question, ...asked.otherQuestions];
      const target = { key, projectId, projectKey: project?.key ?? '', by, fourEyes, questions };
      const events = given
        ? answerCondition(state, target, { ...given, reason: reason ?? '' })
        : approveCondition(state, { ...target, by: await this.ties.of(meta, by) }, reason, named);
      decision.append(stream, projectId, events);
    });
  }
}
