import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner, type Decision } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { accountStream } from '../../access/access.events.js';
import type { Board } from '../../checklists/checklists.module.js';
import { DEFAULT_GATE } from '../../readiness/readiness.rules.js';
import { TemplateDefinitions } from '../../templates/templates.module.js';
import { defineGate, gateFold, type GateTarget } from '../gate.js';
import { GATE_NAME, type GateDefinition, gateName, gateStream, type SignOffRole } from '../gate.events.js';
import { type GateRef, GateScope } from '../gate-scope.js';

/** A definition as somebody writes it: `signOffs` null takes the roles that the project's checklists ask for. */
export type WrittenGate = Omit<GateDefinition, 'sign_offs'> & { readonly signOffs: SignOffRole[] | null };

/** Defines a gate, or defines it anew. */
export class DefineGate extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: GateRef,
    readonly gate: WrittenGate,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(DefineGate)
export class DefineGateHandler implements ICommandHandler<DefineGate> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly scope: GateScope,
    private readonly definitions: TemplateDefinitions,
  ) {}

  /** Refuses (invalid) holders that are no members, sections and checklists that the project has not. */
  async execute({ meta, ref, gate, ifMatch }: DefineGate): Promise<Appended> {
    return await this.runner.run(meta, async (decision) => {
      const target = await this.scope.target(decision, ref.project);
      const key = ref.gate.normalize('NFC').toLowerCase();
      const known = ref.gate.startsWith('gat_')
        ? ref.gate
        : await this.store.findName(meta.tenant, GATE_NAME, gateName(target.projectId, key));
      const id = known ?? opaqueId('gat');
      const { state, sequence } = await decision.load(gateStream(id), gateFold);
      if (known !== null && !state)
        throw new Refusal('not_found', `the project has no gate "${ref.gate}"`, '/gate');
      if (ifMatch !== null && ifMatch !== sequence)
        throw new StaleSequence(gateStream(id), ifMatch, sequence);
      const definition = await this.written(decision, target, gate);
      const fourEyes = await this.scope.fourEyes(decision);
      const isDefault = (state?.key ?? key) === DEFAULT_GATE.key;
      const standard = isDefault && !state?.inForce ? standardGate(gate.title) : null;
      if (known === null)
        decision.claimName({ kind: GATE_NAME, name: gateName(target.projectId, key), owner: id });
      decision.append(
        gateStream(id),
        target.projectId,
        defineGate(state, target, { key, definition, standard, fourEyes }),
      );
    });
  }

  private async written(
    { meta: { tenant } }: Decision,
    target: GateTarget,
    { signOffs, ...gate }: WrittenGate,
  ): Promise<GateDefinition> {
    const board = await this.scope.board(tenant, target.projectId);
    refuseUnknown(board, gate);
    const sign_offs = signOffs ?? (await this.rolesOf(tenant, board));
    for (const [at, { holders }] of sign_offs.entries()) {
      const accounts = await this.store.readStreams(tenant, holders.map(accountStream));
      const none = accounts.findIndex((events) => events[0]?.payload['kind'] !== 'human');
      if (none >= 0)
        throw new Refusal(
          'invalid',
          `"${holders[none] ?? ''}" is no member`,
          `/sign_offs/${at}/holders/${none}`,
        );
    }
    return { ...gate, sign_offs };
  }

  // The roles of the sign-off lines that the templates have.
  private async rolesOf(tenant: string, board: Board): Promise<SignOffRole[]> {
    const roles = new Map<string, SignOffRole>();
    for (const { isClosed, template } of board.checklists) {
      if (isClosed) continue;
      const { definition } = await this.definitions.at(tenant, template.position);
      for (const { role, title } of definition.sign_offs)
        if (!roles.has(role)) roles.set(role, { role, title, aliases: [], quorum: 1, holders: [] });
    }
    return [...roles.values()];
  }
}

function standardGate(title: string): GateDefinition {
  const { levels, phases, sections, checklists } = DEFAULT_GATE;
  return {
    title,
    levels: [...levels],
    phases: [...phases],
    sections: sections && [...sections],
    checklists: checklists && [...checklists],
    sign_offs: [],
    same_person: false,
  };
}

function refuseUnknown(board: Board, gate: Pick<GateDefinition, 'sections' | 'checklists'>): void {
  const checklists = new Set(board.checklists.map(({ key }) => key));
  const sections = new Set(board.checklists.flatMap(({ rows }) => rows.map(({ section }) => section)));
  refuseStrangers('checklist', gate.checklists, checklists);
  refuseStrangers('section', gate.sections, sections);
}

function refuseStrangers(what: string, named: readonly string[] | null, known: ReadonlySet<string>): void {
  const at = named?.findIndex((key) => !known.has(key)) ?? -1;
  if (at >= 0)
    throw new Refusal('invalid', `the project has no ${what} "${named?.[at] ?? ''}"`, `/${what}s/${at}`);
}
