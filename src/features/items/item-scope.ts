import { Injectable } from '@nestjs/common';
import type { Decision } from '../../eventstore/command-runner.js';
import type { Loaded } from '../../eventstore/decider.js';
import { StaleSequence } from '../../eventstore/errors.js';
import type { StreamRef } from '../../eventstore/event.js';
import { Refusal } from '../../eventstore/refusal.js';
import { callerOf } from '../access/access.module.js';
import type { FourEyes } from '../access/person.rules.js';
import { checklistStream } from '../checklists/checklist.events.js';
import {
  checklistFold,
  type ChecklistState,
  refuseClosed,
  resolveChecklist,
} from '../checklists/checklists.module.js';
import { FOUR_EYES_STREAM } from '../policies/policy.events.js';
import { fourEyesFold } from '../policies/policies.module.js';
import { projectStream } from '../projects/project.events.js';
import { projectFold, resolveProject } from '../projects/projects.module.js';
import { wordingHash } from '../templates/content-hash.rules.js';
import { type DefinedItem, TemplateDefinitions } from '../templates/templates.module.js';
import { itemStream } from './item.events.js';
import { itemFold, type ItemState, type RulesInForce, type Target } from './item.js';
import type { PendingUpgrade } from './waiver.js';

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
  readonly target: Target;
  readonly loaded: Loaded<ItemState>;
  /** What an upgrade would take from it and nobody has approved yet. */
  readonly upgrade: PendingUpgrade | null;
  /** Who changed the wording in an upgrade. */
  readonly editors: readonly (string | null)[];
}

interface Located {
  readonly projectId: string;
  readonly checklistId: string;
  readonly checklist: ChecklistState;
  readonly found: DefinedItem;
  readonly stream: StreamRef;
}

/** Finds the item that a command means and loads what is decided on: its checklist and its own stream. */
@Injectable()
export class ItemScope {
  constructor(private readonly definitions: TemplateDefinitions) {}

  /**
   * The checklist's sequence becomes part of what the append expects, so no answer lands on wording that nobody saw.
   * Throws Refusal not_found and closed, and StaleSequence where `ifMatch` is not the item's sequence.
   */
  async load(decision: Decision, ref: ItemRef, ifMatch: number | null): Promise<ItemInScope> {
    const { tenant } = decision.meta;
    const { projectId, checklistId, checklist, found, stream } = await this.locate(decision, ref);
    refuseClosed(checklist);
    const { id, key, title } = found.item;
    const loaded = await decision.load(stream, itemFold);
    if (ifMatch !== null && ifMatch !== loaded.sequence)
      throw new StaleSequence(stream, ifMatch, loaded.sequence);
    const weak = checklist.weakened.get(id);
    const upgrade = weak && !loaded.state.approved.includes(weak.id) ? weak : null;
    const floor = upgrade && (await this.definitions.at(tenant, upgrade.floor_position)).find(id);
    const subject = {
      project_key: checklist.project_key,
      checklist_key: checklist.key,
      item_key: key,
      title,
      wording_hash: wordingHash(found.item),
    };
    const by = await callerOf(decision.lookup, decision.meta);
    const target = { subject, rules: rulesInForce(floor ?? found), by, projectId };
    const editors = checklist.editors.get(id) ?? [];
    return { projectId, checklistId, itemId: id, stream, loaded, target, upgrade, editors };
  }

  /** The project's id. Throws Refusal not_found where its key is nobody's. */
  async project(decision: Decision, ref: string): Promise<string> {
    const id = await resolveProject(decision.lookup, decision.meta.tenant, ref);
    const { sequence } = await decision.load(projectStream(id), projectFold);
    if (sequence === 0) throw new Refusal('not_found', `there is no project "${ref}"`, '/project');
    return id;
  }

  /** The stream of the item, null where `load` would not find it. */
  async stream(decision: Decision, ref: ItemRef): Promise<StreamRef | null> {
    try {
      return (await this.locate(decision, ref)).stream;
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  private async locate(decision: Decision, ref: ItemRef): Promise<Located> {
    const { tenant } = decision.meta;
    const projectId = await resolveProject(decision.lookup, tenant, ref.project);
    const checklistId = await resolveChecklist(decision.lookup, tenant, projectId, ref.checklist);
    const { state: checklist } = await decision.load(checklistStream(checklistId), checklistFold);
    if (!checklist || checklist.projectId !== projectId)
      throw new Refusal('not_found', `the project has no checklist "${ref.checklist}"`, '/checklist');
    const found = await this.find(tenant, checklist, ref.item);
    if (!found)
      throw new Refusal('not_found', `the checklist ${checklist.key} has no item "${ref.item}"`, '/item');
    return { projectId, checklistId, checklist, found, stream: itemStream(checklistId, found.item.id) };
  }

  /** The tenant's policy becomes part of what the append expects. */
  async fourEyes(decision: Decision): Promise<FourEyes> {
    return (await decision.load(FOUR_EYES_STREAM, fourEyesFold)).state;
  }

  // An item that an upgrade removed stays until a second person approves: it is found in the version before.
  private async find(tenant: string, checklist: ChecklistState, ref: string): Promise<DefinedItem | null> {
    const found = (await this.definitions.at(tenant, checklist.template_position)).find(ref);
    if (found) return found;
    const folded = ref.normalize('NFC').toLowerCase();
    const weak = [...checklist.weakened.values()].find(
      ({ item, item_key, kinds }) =>
        kinds.includes('removed') && (item === ref || item_key.toLowerCase() === folded),
    );
    return weak ? (await this.definitions.at(tenant, weak.floor_position)).find(weak.item) : null;
  }
}

function rulesInForce({ item }: DefinedItem): RulesInForce {
  return {
    isHumanOnly: item.human_only ?? false,
    isSummary: item.summary !== undefined && item.items.length === 0,
    isInvariant: item.invariant ?? false,
    threshold: item.threshold ?? null,
  };
}
