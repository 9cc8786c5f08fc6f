import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { type Appended } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { projectStream } from '../../projects/project.events.js';
import { projectFold, resolveProject } from '../../projects/projects.module.js';
import { templateStream } from '../../templates/template.events.js';
import { conditionsOf } from '../../templates/item-rules.rules.js';
import { itemStream } from '../../items/item.events.js';
import { resolveTemplate, TemplateDefinitions, templateFold } from '../../templates/templates.module.js';
import { CHECKLIST_NAME, checklistName, checklistStream } from '../checklist.events.js';
import { applyChecklist } from '../checklist.js';
import { importedClaims } from '../claims.rules.js';
import { askConditionsAnew } from './ask-conditions-anew.js';

/**
 * Applies a template version (null: the newest) to a project; the key is the template's where none is given.
 * `withClaims` takes over the boxes that its document has ticked, as claims.
 */
export class ApplyChecklist extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly project: string,
    readonly chosen: {
      readonly template: string;
      readonly version: number | null;
      readonly withClaims: boolean;
    },
    readonly key: string | null,
  ) {
    super();
  }
}

@CommandHandler(ApplyChecklist)
export class ApplyChecklistHandler implements ICommandHandler<ApplyChecklist> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly definitions: TemplateDefinitions,
  ) {}

  async execute({ meta, project, chosen: asked, key }: ApplyChecklist): Promise<Appended> {
    const { template, version, withClaims } = asked;
    const id = opaqueId('chk');
    return await this.runner.run(meta, async (decision) => {
      const projectId = await resolveProject(decision.lookup, meta.tenant, project);
      const templateId = await resolveTemplate(decision.lookup, meta.tenant, template);
      const { state: owner } = await decision.load(projectStream(projectId), projectFold);
      if (!owner) throw new Refusal('not_found', `there is no project "${project}"`, '/project');
      const { state: published } = await decision.load(templateStream(templateId), templateFold);
      if (!published) throw new Refusal('not_found', `there is no template "${template}"`, '/template');
      const chosen = published.versions[(version ?? published.versions.length) - 1];
      if (!chosen)
        throw new Refusal(
          'not_found',
          `the template ${published.key} has no version ${version ?? ''}`,
          '/version',
        );
      const checklistKey = key ?? published.key;
      decision.claimName({ kind: CHECKLIST_NAME, name: checklistName(projectId, checklistKey), owner: id });
      const applied = {
        key: checklistKey,
        title: chosen.title,
        project_key: owner.key,
        template_id: templateId,
        template_key: published.key,
        template_version: chosen.version,
        content_hash: chosen.contentHash,
        template_position: chosen.position,
      };
      decision.append(checklistStream(id), projectId, applyChecklist(null, applied));
      const document = await this.definitions.at(meta.tenant, chosen.position);
      const asked = conditionsOf(document.definition);
      await askConditionsAnew(decision, { id: projectId, key: owner.key }, checklistKey, asked);
      if (!withClaims) return;
      for (const [item, claim] of importedClaims(document, applied))
        decision.append(itemStream(id, item), projectId, [claim]);
    });
  }
}
