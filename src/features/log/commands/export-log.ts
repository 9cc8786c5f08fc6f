import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import type { ExportRange } from '../../../sealing/export/plan.js';
import { resolveProject } from '../../projects/projects.module.js';
import { logStream } from '../log.events.js';
import { LogExports } from '../log-exports.js';

/** Takes the log out, or a part of it; `project` is a key or an id. That it was taken out is an event. */
export class ExportLog extends Command<AsyncGenerator<Buffer>> {
  constructor(
    readonly meta: CommandMeta,
    readonly range: ExportRange,
  ) {
    super();
  }
}

@CommandHandler(ExportLog)
export class ExportLogHandler implements ICommandHandler<ExportLog> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly exports: LogExports,
  ) {}

  /**
   * Refuses (not_found) an epoch or project that is not there, (invalid) a period that ends before it begins.
   * @throws NotSigned
   */
  async execute({ meta, range }: ExportLog): Promise<AsyncGenerator<Buffer>> {
    const { tenant } = meta;
    if (range.from !== null && range.to !== null && range.to < range.from)
      throw new Refusal('invalid', 'the period ends before it begins', '/to');
    const project = range.project === null ? null : await resolveProject(this.store, tenant, range.project);
    const plan = await this.exports.plan(tenant, { ...range, project });
    if (plan === null)
      throw new Refusal(
        'not_found',
        'there is no signed checkpoint of that epoch to prove it against',
        '/epoch',
      );
    const written = await this.exports.write(plan);
    const { tree, first, end } = plan;
    const payload = { origin: tree.origin, from: first, to: end, project };
    await this.runner.run(meta, async (decision) => {
      await decision.load(logStream(tenant), { initial: null, evolve: () => null });
      decision.append(logStream(tenant), null, [{ type: 'log.exported', revision: 1, payload }]);
    });
    return written;
  }
}
