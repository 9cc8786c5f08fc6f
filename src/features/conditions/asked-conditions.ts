import { Injectable } from '@nestjs/common';
import { type Board } from '../checklists/checklists.module.js';
import { questionOf } from '../templates/item-rules.rules.js';
import { TemplateDefinitions } from '../templates/templates.module.js';

/** A question that a project's checklists ask. */
export interface AskedCondition {
  readonly key: string;
  readonly question: string;
  /** How many items are asked for where the answer is yes, and where it is no. */
  readonly items: { readonly yes: number; readonly no: number };
}

/** Knows which conditions the items of a project stand under, and how the questions read. */
@Injectable()
export class AskedConditions {
  constructor(private readonly definitions: TemplateDefinitions) {}

  /** By key, in the order in which the open checklists ask them; the first to ask says how the question reads. */
  async of(tenant: string, board: Board): Promise<Map<string, AskedCondition>> {
    const asked = new Map<string, { key: string; question: string; items: { yes: number; no: number } }>();
    for (const { isClosed, template, rows } of board.checklists) {
      if (isClosed) continue;
      const { definition } = await this.definitions.at(tenant, template.position);
      for (const { key, question } of definition.conditions ?? [])
        if (!asked.has(key)) asked.set(key, { key, question, items: { yes: 0, no: 0 } });
      for (const { when } of rows) {
        if (!when) continue;
        const { condition: key, answer } = when;
        const entry = asked.get(key) ?? { key, question: questionOf(key), items: { yes: 0, no: 0 } };
        entry.items[answer ? 'yes' : 'no'] += 1;
        asked.set(key, entry);
      }
    }
    return asked;
  }
}
