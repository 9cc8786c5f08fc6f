import type { By, FourEyes } from '../../src/features/access/person.rules.js';
import type { Board } from '../../src/features/checklists/board.js';
import { checklistStream, type Weakened } from '../../src/features/checklists/checklist.events.js';
import { conditionStream } from '../../src/features/conditions/condition.events.js';
import { gateStream } from '../../src/features/gates/gate.events.js';
import { DECISION_TYPES } from '../../src/features/items/item.events.js';
import type { TemplateDefinition } from '../../src/features/templates/template.events.js';
import { recordedEvent } from '../support/given.js';
import type { Random } from './random.js';
import { RandomLog } from './random-log.js';
import { PEOPLE, plainGate, randomGate } from './random-parts.js';
import { randomTemplate, randomVersion } from './random-templates.js';
import { boardAt, judge, type Subject } from './subject.js';
import { CHECKLIST, itemIn, PROJECT } from './item-in.js';
import { floorsOf, weakenedRows } from './weakened-rows.js';

export { PROJECT } from './item-in.js';
const GATES = ['go-live', 'release'] as const;
/** A history of one project, made by random commands through the deciders; what they refuse is left out. */
export class RandomHistory extends RandomLog {
  private version = 0;
  private fourEyes: FourEyes = 'required';

  constructor(
    private readonly subject: Subject,
    private readonly random: Random,
  ) {
    super();
    this.publish(randomTemplate(random));
    this.record(
      checklistStream(CHECKLIST),
      [{ type: 'checklist.applied', revision: 1, payload: this.applied(0) }],
      PEOPLE[0],
    );
    if (random.chance(10)) this.fourEyes = 'relaxed';
  }

  /** Some time goes by, and somebody does something. */
  step(): void {
    this.wait(1 + this.random.below(3000));
    try {
      this.act(this.random.below(100));
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error;
    }
  }

  private act(dice: number): void {
    const by = this.random.pick(PEOPLE);
    if (dice < 45) return this.decide(by);
    if (dice < 62) return this.waive(by);
    if (dice < 70) return this.agree(by);
    if (dice < 80) return this.answer(by);
    if (dice < 86) return this.define(by);
    if (dice < 95) return this.sign(by);
    return this.upgrade(by);
  }

  private item(by: By) {
    const board = boardAt(this.subject, this.events, PROJECT, this.position);
    const row = this.random.pick(board.checklists[0]?.rows ?? []);
    return itemIn(this.subject, { events: this.events, row, by });
  }

  private decide(by: By): void {
    const { stream, state, target } = this.item(by);
    const evidence = this.random.chance(20)
      ? [
          {
            id: this.id('evd'),
            title: 'It',
            url: 'https://a.b/',
            sha256: null,
            mediaType: null,
            effectiveOn: '2024-01-01',
          },
        ]
      : [];
    if (evidence[0] && this.random.chance(40))
      return this.record(stream, this.subject.attachEvidence(target.subject, evidence[0], this.now, ''), by);
    const events = this.subject.decideItem(state, {
      ...target,
      type: this.random.chance(50) ? 'item.checked' : this.random.pick(DECISION_TYPES),
      reason: 'because',
      evidence,
      effectiveAt: this.random.chance(20) ? '2025-01-01T00:00:00.000000Z' : null,
      measured: null,
      fourEyes: this.fourEyes,
      setAsideId: this.id('sas'),
      now: this.now,
    });
    this.record(stream, events, by);
  }

  private waive(by: By): void {
    const { stream, state, target } = this.item(by);
    const [open] = state.waivers.filter((waiver) => !waiver.isRevoked);
    const approval = { ...target, fourEyes: this.fourEyes, editors: [], reason: null, now: this.now };
    if (open && !open.isApproved)
      return this.record(stream, this.subject.approveWaiver(state, open.id, approval), by);
    if (open && this.random.chance(40))
      return this.record(stream, this.subject.revokeWaiver(state, open.id, { ...target, reason: 'no' }), by);
    const expiresAt = new Date(Date.parse(this.now) + (1 + this.random.below(20)) * 86_400_000).toISOString();
    const events = this.subject.requestWaiver(state, {
      ...target,
      id: this.id('wvr'),
      reason: 'later',
      scope: null,
      gate: this.random.chance(25) ? this.random.pick(GATES) : null,
      expiresAt: expiresAt.replace('Z', '000Z'),
      now: this.now,
    });
    this.record(stream, events, by);
    const asked = events.reduce((sum, data) => this.subject.itemFold.evolve(sum, recordedEvent(data)), state);
    const id = asked.waivers.at(-1)?.id ?? '';
    if (this.random.chance(60))
      this.record(
        stream,
        this.subject.approveWaiver(asked, id, { ...approval, by: this.random.pick(PEOPLE) }),
        by,
      );
  }

  private agree(by: By): void {
    const board = boardAt(this.subject, this.events, PROJECT, this.position);
    const waiting = (board.checklists[0]?.rows ?? []).filter(
      (row) => row.isAsidePending || row.isUpgradePending,
    );
    if (waiting.length === 0) return;
    const { id } = this.random.pick(waiting);
    for (let tries = 0; tries < 20; tries += 1) {
      const { row, stream, state, target } = this.item(by);
      if (row.id !== id) continue;
      const upgrade = row.pendingUpgrade && { id: row.pendingUpgrade.id, person: 'mem_ana' };
      const approval = { ...target, fourEyes: this.fourEyes, editors: [], reason: null, now: this.now };
      const wanted = row.isAsidePending ? (row.setAside?.id ?? '') : (upgrade?.id ?? '');
      return this.record(stream, this.subject.approveSetAside(state, wanted, upgrade, approval), by);
    }
  }

  private answer(by: By): void {
    const key = this.random.pick(['regions', 'database']);
    const stream = conditionStream(PROJECT, key);
    const state = this.events
      .filter((event) => event.stream.id === stream.id)
      .reduce(this.subject.conditionFold.evolve, this.subject.conditionFold.initial);
    const target = {
      key,
      projectId: PROJECT,
      projectKey: 'shop',
      by,
      fourEyes: this.fourEyes,
      questions: [],
    };
    const events =
      state && !state.isApproved && this.random.chance(60)
        ? this.subject.approveCondition(state, target, null, state.answer)
        : this.subject.answerCondition(state, target, { answer: this.random.chance(40), reason: 'so' });
    this.record(stream, events, by);
  }

  private gate(key: string) {
    return this.events
      .filter((event) => event.stream.id === `gat_${key}`)
      .reduce(this.subject.gateFold.evolve, this.subject.gateFold.initial);
  }

  private define(by: By): void {
    const key = this.random.pick(GATES);
    const state = this.gate(key);
    const target = { projectId: PROJECT, projectKey: 'shop', by };
    if (state?.pending && this.random.chance(60))
      return this.record(
        gateStream(`gat_${key}`),
        this.subject.approveDefinition(state, target, this.fourEyes, null, state.pending.version),
        by,
      );
    const base = plainGate(key);
    const definition = randomGate(this.random, key);
    const standard = key === 'go-live' && !state?.inForce ? base : null;
    const command = { key, definition, standard, fourEyes: this.fourEyes };
    this.record(gateStream(`gat_${key}`), this.subject.defineGate(state, target, command), by);
  }

  private sign(by: By): void {
    const key = this.random.pick(GATES);
    const state = this.gate(key);
    if (!state) return;
    const board = boardAt(this.subject, this.events, PROJECT, this.position);
    const { digest } = judge(this.subject, board, key, this.now);
    const events = this.subject.signOff(
      state,
      { projectId: PROJECT, projectKey: 'shop', by },
      {
        id: this.id('sgn'),
        role: 'lead',
        meaning: this.random.chance(75) ? 'approve' : this.random.pick(['reject', 'acknowledge']),
        position: this.position,
        digest,
        comment: null,
      },
      { digest, changes: [] },
    );
    this.record(gateStream(`gat_${key}`), events, by);
  }

  private upgrade(by: By): void {
    const before = this.versions[this.version];
    if (!before) return;
    const definition = randomVersion(this.random, before.definition, 1000 * this.versions.length);
    this.publish(definition);
    const to = this.versions.length - 1;
    const board = boardAt(this.subject, this.events, PROJECT, this.position);
    const rows = board.checklists[0]?.rows ?? [];
    const news = this.subject.itemsOf(definition);
    const weakened = this.weakened(board, news, before.position);
    const plan = this.subject.planUpgrade(before.definition, definition);
    const payload = {
      ...this.applied(to),
      before: { template_version: this.version + 1 },
      after: { template_version: to + 1 },
      counts: { kept: 0, reworded: 0, moved: 0, added: 0, removed: 0 },
      weakened,
      items: [...new Set([...rows.map(({ id }) => id), ...news.keys()])],
      reworded: plan.reworded.map(({ id }) => id),
      editors: [],
      person: by.person,
      four_eyes: this.fourEyes,
    };
    this.version = to;
    this.record(checklistStream(CHECKLIST), [{ type: 'checklist.upgraded', revision: 1, payload }], by);
  }

  private weakened(board: Board, news: ReturnType<Subject['itemsOf']>, position: number): Weakened[] {
    if (this.fourEyes === 'relaxed') return [];
    const definitionAt = (at: number): TemplateDefinition | undefined =>
      this.versions.find((version) => version.position === at)?.definition;
    const given = { board, now: this.now, news, position, floors: floorsOf(this.events), definitionAt };
    return weakenedRows(this.subject, given, () => this.id('sas'));
  }
}
