import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { checkSchema } from '../../database/setup/guards.js';
import { Readiness } from '../../http/health.controller.js';

/** An orchestrator asks often; the database need not. */
const KEPT_MS = 1_000;

/** This node can serve: the database answers, and its schema is what this version needs. */
@Injectable()
export class NodeReadiness extends Readiness {
  private kept: { until: number; answer: ReturnType<Readiness['check']> } | null = null;

  constructor(private readonly database: Database) {
    super();
  }

  override check(): ReturnType<Readiness['check']> {
    if (this.kept && Date.now() < this.kept.until) return this.kept.answer;
    this.kept = { until: Date.now() + KEPT_MS, answer: this.ask() };
    return this.kept.answer;
  }

  private async ask(): ReturnType<Readiness['check']> {
    try {
      await checkSchema(this.database.read);
      return { ready: true, checks: { database: 'answers', schema: 'fits' } };
    } catch (error) {
      return { ready: false, checks: { database: error instanceof Error ? error.message : String(error) } };
    }
  }
}
