import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner, type Decision } from '../../../eventstore/command-runner.js';
import type { Fold } from '../../../eventstore/decider.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { timestampNow } from '../../../eventstore/now.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { personBehind } from '../../access/access.module.js';
import type { FourEyes } from '../../access/person.rules.js';
import { itemStream } from '../../items/item.events.js';
import { FOUR_EYES_STREAM } from '../../policies/policy.events.js';
import { fourEyesFold } from '../../policies/policies.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import { type TemplateDefinition, templateStream } from '../../templates/template.events.js';
import { conditionsOf } from '../../templates/item-rules.rules.js';
import {
  TemplateDefinitions,
  templateFold,
  type TemplateVersionState,
} from '../../templates/templates.module.js';
import type { Board, BoardChecklist } from '../board.js';
import { BoardReader } from '../board-reader.js';
import { checklistStream, type Weakened } from '../checklist.events.js';
import { checklistFold, type ChecklistState, refuseClosed, upgradeChecklist } from '../checklist.js';
import { importedClaims } from '../claims.rules.js';
import type { ItemRow } from '../item-rows.js';
import { resolveChecklist } from '../resolve-checklist.js';
import { settledChecklist } from '../settled-board.js';
import {
  alternativesMayGo,
  type GateSections,
  itemsOf,
  type PlacedItem,
  planUpgrade,
  type UpgradePlan,
  weakenings,
} from '../upgrade.rules.js';
import { askConditionsAnew } from './ask-conditions-anew.js';

export interface Upgraded {
  /** Without events for a dry run. */
  readonly appended: Appended;
  readonly from: number;
  readonly to: number;
  readonly plan: UpgradePlan;
  /** What waits for a second person. */
  readonly weakened: readonly Weakened[];
}

/** Takes a checklist over to another version of its template (null: the newest), with its document's claims where asked. */
export class UpgradeChecklist extends Command<Upgraded> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: { readonly project: string; readonly checklist: string },
    readonly asked: { readonly version: number | null; readonly withClaims: boolean },
    readonly dryRun: boolean,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

/** For streams of which only the sequence counts. */
const NO_STATE: Fold<null> = { initial: null, evolve: () => null };

const NOTHING: Appended = { repeated: false, events: [] };

@CommandHandler(UpgradeChecklist)
export class UpgradeChecklistHandler implements ICommandHandler<UpgradeChecklist> {
  private readonly placed = new WeakMap<TemplateDefinition, Map<string, PlacedItem>>();

  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly boards: BoardReader,
    private readonly definitions: TemplateDefinitions,
  ) {}

  /** Refuses (no_change) the version there is, (not_found) one that there is none of, and a closed checklist. */
  async execute({ meta, ref, asked, dryRun, ifMatch }: UpgradeChecklist): Promise<Upgraded> {
    const outcome: { done: Omit<Upgraded, 'appended'> | null } = { done: null };
    const appended = await this.runner.run(meta, async (decision) => {
      const projectId = await resolveProject(this.store, meta.tenant, ref.project);
      const id = await resolveChecklist(this.store, meta.tenant, projectId, ref.checklist);
      const stream = checklistStream(id);
      const { state, sequence } = await decision.load(stream, checklistFold);
      if (!state)
        throw new Refusal('not_found', `the project has no checklist "${ref.checklist}"`, '/checklist');
      refuseClosed(state);
      if (ifMatch !== null && ifMatch !== sequence) throw new StaleSequence(stream, ifMatch, sequence);
      const { state: fourEyes } = await decision.load(FOUR_EYES_STREAM, fourEyesFold);
      const { payload, checklist, asking, ...done } = await this.plan(
        decision,
        id,
        state,
        asked.version,
        fourEyes,
      );
      outcome.done = done;
      const events = upgradeChecklist(state, payload);
      if (dryRun) return;
      decision.append(stream, projectId, events);
      await askConditionsAnew(decision, { id: projectId, key: state.project_key }, state.key, asking);
      if (asked.withClaims) await this.importClaims(decision, id, state, payload, checklist);
    });
    const { done } = outcome;
    if (done && !appended.repeated) return { ...done, appended: dryRun ? NOTHING : appended };
    return repeatedUpgrade(appended);
  }

  private async plan(
    decision: Decision,
    id: string,
    state: ChecklistState,
    version: number | null,
    fourEyes: FourEyes,
  ) {
    const { tenant, context } = decision.meta;
    const { state: published } = await decision.load(templateStream(state.template_id), templateFold);
    const chosen = published?.versions[(version ?? published.versions.length) - 1];
    if (!chosen)
      throw new Refusal(
        'not_found',
        `the template ${state.template_key} has no version ${version ?? ''}`,
        '/version',
      );
    const { value: board, position } = await this.boards.read(tenant, state.projectId);
    // What waits for approval and which gates look at which sections must be what was read.
    decision.guard(state.projectId, position);
    const checklist = board.checklists.find((entry) => entry.id === id);
    const before = await this.definitions.at(tenant, state.template_position);
    const after = await this.definitions.at(tenant, chosen.position);
    const plan = planUpgrade(before.definition, after.definition);
    // Also of definitions that wait: who approves one has read what was in its sections.
    const sections: GateSections = board.gates.flatMap(({ definition, pending }) =>
      [definition?.sections, pending?.definition.sections].filter(
        (keys) => keys !== null && keys !== undefined,
      ),
    );
    const weakened =
      fourEyes === 'relaxed'
        ? []
        : await this.weakened(tenant, state, { board, checklist, sections }, chosen.position);
    const by = await personBehind(this.store, tenant, context.actor);
    const between = versionsBetween(published?.versions ?? [], state.template_version, chosen.version);
    const editors = await this.publishers(tenant, between);
    const news = itemsOf(after.definition);
    const items = new Set([...(checklist?.rows ?? []).map((row) => row.id), ...news.keys()]);
    const payload = {
      key: state.key,
      project_key: state.project_key,
      template_id: state.template_id,
      template_key: state.template_key,
      title: chosen.title,
      template_version: chosen.version,
      content_hash: chosen.contentHash,
      template_position: chosen.position,
      before: { template_version: state.template_version },
      after: { template_version: chosen.version },
      counts: {
        kept: plan.kept.length,
        reworded: plan.reworded.length,
        moved: plan.moved.length,
        added: plan.added.length,
        removed: plan.removed.length,
      },
      weakened,
      items: [...items],
      reworded: plan.reworded.map((note) => note.id),
      editors: [...new Set([...editors, by.person])],
      person: by.person,
      four_eyes: fourEyes,
    };
    // What comes in may stand under a question that somebody has agreed to, in other words than these.
    const asking = plan.added.length > 0 ? conditionsOf(after.definition) : [];
    return { payload, checklist, asking, from: state.template_version, to: chosen.version, plan, weakened };
  }

  /** Persons who published versions; null where nobody answers for who did. */
  private async publishers(
    tenant: string,
    versions: readonly TemplateVersionState[],
  ): Promise<(string | null)[]> {
    const events = await this.store.readPositions(
      tenant,
      versions.map(({ position }) => position),
    );
    const actors = new Map(events.map(({ actor }) => [actor.id, actor]));
    const found: (string | null)[] = [];
    for (const actor of actors.values()) found.push((await personBehind(this.store, tenant, actor)).person);
    return found;
  }

  private async importClaims(
    decision: Decision,
    id: string,
    { projectId }: ChecklistState,
    payload: Parameters<typeof importedClaims>[1] & { readonly template_position: number },
    checklist: BoardChecklist | undefined,
  ): Promise<void> {
    const document = await this.definitions.at(decision.meta.tenant, payload.template_position);
    const rows = new Map((checklist?.rows ?? []).map((row) => [row.id, row]));
    const known = (item: string) => rows.get(item)?.importedClaim?.wording_hash ?? null;
    const claims = [...importedClaims(document, payload, known)];
    await decision.loadAll(
      claims.map(([item]) => itemStream(id, item)),
      NO_STATE,
    );
    for (const [item, claim] of claims) decision.append(itemStream(id, item), projectId, [claim]);
  }

  /** What the version asks less of than what is in force: the version before, or an earlier one nobody let go of. */
  private async weakened(
    tenant: string,
    state: ChecklistState,
    { board, checklist, sections }: Present,
    next: number,
  ): Promise<Weakened[]> {
    if (!checklist) return [];
    const news = itemsOf((await this.definitions.at(tenant, next)).definition);
    // By the rules in force, which may be older than the newest version's; no time plays a part in these.
    const { states } = settledChecklist(checklist, board, timestampNow(), null);
    const byId = new Map(checklist.rows.map((row) => [row.id, row]));
    const found: Weakened[] = [];
    for (const [at, row] of checklist.rows.entries()) {
      const settled = states[at];
      if (!settled?.needsSecond) continue;
      const floor = row.isUpgradePending ? state.weakened.get(row.id)?.floor_position : undefined;
      const position = floor ?? state.template_position;
      const before = await this.placedAt(tenant, position, row.id);
      if (!before) continue;
      const choice = settled.isBelowChoice ? choiceAbove(byId, row) : null;
      const held = choice && (await this.placedAt(tenant, position, choice.id));
      const isFree = held ? alternativesMayGo(held.item, news.get(held.item.id)?.item) : false;
      const kinds = weakenings(before, news.get(row.id) ?? null, sections, isFree);
      if (kinds.length > 0)
        found.push({ id: opaqueId('sas'), item: row.id, item_key: row.key, kinds, floor_position: position });
    }
    return found;
  }

  private async placedAt(tenant: string, position: number, item: string): Promise<PlacedItem | null> {
    const { definition } = await this.definitions.at(tenant, position);
    let placed = this.placed.get(definition);
    if (!placed) this.placed.set(definition, (placed = itemsOf(definition)));
    return placed.get(item) ?? null;
  }
}

function choiceAbove(byId: ReadonlyMap<string, ItemRow>, { parent }: ItemRow): ItemRow | null {
  const above = parent === null ? undefined : byId.get(parent);
  return above ? (above.settledBy === 'any_child' ? above : choiceAbove(byId, above)) : null;
}

// Whoever published a version between may have worded what the chosen one brings along; so may who takes it back.
function versionsBetween(
  all: readonly TemplateVersionState[],
  from: number,
  to: number,
): readonly TemplateVersionState[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return all.filter(({ version }) => version === to || (version > low && version <= high));
}

interface Present {
  readonly board: Board;
  readonly checklist: BoardChecklist | undefined;
  readonly sections: GateSections;
}

function repeatedUpgrade(appended: Appended): Upgraded {
  const payload = appended.events[0]?.payload as
    | { weakened?: Weakened[]; before?: { template_version: number }; after?: { template_version: number } }
    | undefined;
  const plan = { kept: [], reworded: [], moved: [], added: [], removed: [] };
  const [from, to] = [payload?.before?.template_version ?? 0, payload?.after?.template_version ?? 0];
  return { appended, from, to, plan, weakened: payload?.weakened ?? [] };
}
