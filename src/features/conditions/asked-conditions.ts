import { Injectable } from '@nestjs/common';
import { type Board } from '../checklists/checklists.module.js';
import { conditionsOf, questionOf } from '../templates/item-rules.rules.js';
import { TemplateDefinitions } from '../templates/templates.module.js';

/** A question that a project's checklists ask. */
export interface AskedCondition {
  readonly key: string;
  readonly question: string;
  /** How later checklists put it, where they do so in other words. */
  readonly otherQuestions: readonly string[];
  /** How many items are asked for where the answer is yes, and where it is no. */
  readonly items: { readonly yes: number; readonly no: number };
}

interface Asked {
  readonly key: string;
  readonly question: string;
  readonly otherQuestions: string[];
  readonly items: { yes: number; no: number };
}

/** Knows which conditions the items of a project stand under, and how the questions read. */
@Injectable()
export class AskedConditions {
  constructor(private readonly definitions: TemplateDefinitions) {}

  /** By key, in the order in which the open checklists ask them; the first to ask says how the question reads first. */
  async of(tenant: string, board: Board): Promise<Map<string, AskedCondition>> {
    const asked = new Map<string, Asked>();
    for (const { isClosed, template, rows } of board.checklists) {
      if (isClosed) continue;
      const { definition } = await this.definitions.at(tenant, template.position);
      for (const { key, question } of conditionsOf(definition)) {
        const known = asked.get(key);
        if (!known) asked.set(key, { key, question, otherQuestions: [], items: { yes: 0, no: 0 } });
        else if (known.question !== question && !known.otherQuestions.includes(question))
          known.otherQuestions.push(question);
      }
      for (const { when } of rows) {
        if (!when) continue;
        const { condition: key, answer } = when;
        // A row may keep the condition of an earlier version, while an upgrade waits.
        const none = { key, question: questionOf(key), otherQuestions: [], items: { yes: 0, no: 0 } };
        const entry = asked.get(key) ?? none;
        entry.items[answer ? 'yes' : 'no'] += 1;
        asked.set(key, entry);
      }
    }
    return asked;
  }
}
