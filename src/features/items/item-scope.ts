import { Injectable } from '@nestjs/common';
import type { Decision } from '../../eventstore/command-runner.js';
import type { Loaded } from '../../eventstore/decider.js';
import { StaleSequence } from '../../eventstore/errors.js';
import type { StreamRef } from '../../eventstore/event.js';
import { Refusal } from '../../eventstore/refusal.js';
import { checklistStream } from '../checklists/checklist.events.js';
import { checklistFold, resolveChecklist } from '../checklists/checklists.module.js';
import { resolveProject } from '../projects/projects.module.js';
import { TemplateDefinitions } from '../templates/templates.module.js';
import { wordingHash } from '../templates/content-hash.rules.js';
import { itemStream, type ItemSubject } from './item.events.js';
import { itemFold, type ItemState } from './item.js';

/** Which item a command means, each by key or id. */
export interface ItemRef {
  readonly project: string;
  readonly checklist: string;
  readonly item: string;
}

export interface ItemIds {
  readonly projectId: string;
  readonly checklistId: string;
  readonly itemId: string;
}

export interface ItemInScope extends ItemIds {
  readonly stream: StreamRef;
  readonly subject: ItemSubject;
  readonly loaded: Loaded<ItemState>;
}

/** Finds the item that a command means and loads what is decided on: its checklist and its own stream. */
@Injectable()
export class ItemScope {
  constructor(private readonly definitions: TemplateDefinitions) {}

  /**
   * The checklist's sequence becomes part of what the append expects, so no answer lands on wording that nobody saw.
   * Throws Refusal not_found, and StaleSequence where `ifMatch` is not the item's sequence.
   */
  async load(decision: Decision, ref: ItemRef, ifMatch: number | null): Promise<ItemInScope> {
    const { tenant } = decision.meta;
    const projectId = await resolveProject(decision.lookup, tenant, ref.project);
    const checklistId = await resolveChecklist(decision.lookup, tenant, projectId, ref.checklist);
    const { state: checklist } = await decision.load(checklistStream(checklistId), checklistFold);
    if (!checklist || checklist.projectId !== projectId)
      throw new Refusal('not_found', `the project has no checklist "${ref.checklist}"`, '/checklist');
    const version = await this.definitions.at(tenant, checklist.template_position);
    const found = version.find(ref.item);
    if (!found)
      throw new Refusal('not_found', `the checklist ${checklist.key} has no item "${ref.item}"`, '/item');
    const stream = itemStream(checklistId, found.item.id);
    const loaded = await decision.load(stream, itemFold);
    if (ifMatch !== null && ifMatch !== loaded.sequence)
      throw new StaleSequence(stream, ifMatch, loaded.sequence);
    return {
      projectId,
      checklistId,
      itemId: found.item.id,
      stream,
      loaded,
      subject: {
        project_key: checklist.project_key,
        checklist_key: checklist.key,
        item_key: found.item.key,
        title: found.item.title,
        wording_hash: wordingHash(found.item),
      },
    };
  }
}
