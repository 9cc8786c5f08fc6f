import type { Decision } from '../../../eventstore/command-runner.js';
import { personBehind } from '../../access/access.module.js';
import { askAnew, conditionFold } from '../../conditions/asked-anew.rules.js';
import { conditionStream } from '../../conditions/condition.events.js';
import { FOUR_EYES_STREAM } from '../../policies/policy.events.js';
import { fourEyesFold } from '../../policies/policies.module.js';
import type { ConditionDefinition } from '../../templates/template.events.js';

/**
 * Lets answers wait for agreement anew whose question a checklist puts in other words: who agreed has not read those. The
 * conditions' streams become part of what the append expects.
 */
export async function askConditionsAnew(
  decision: Decision,
  project: { readonly id: string; readonly key: string },
  checklist: string,
  asked: readonly ConditionDefinition[],
): Promise<void> {
  if (asked.length === 0) return;
  const { tenant, context } = decision.meta;
  const streams = asked.map(({ key }) => conditionStream(project.id, key));
  const known = await decision.loadAll(streams, conditionFold);
  const { state: fourEyes } = await decision.load(FOUR_EYES_STREAM, fourEyesFold);
  const by = await personBehind(decision.lookup, tenant, context.actor);
  for (const [at, { key, question }] of asked.entries()) {
    const state = known[at]?.state ?? null;
    const target = {
      key,
      projectId: project.id,
      projectKey: project.key,
      by,
      fourEyes,
      questions: [question],
    };
    const events = askAnew(state, target, checklist);
    if (events.length > 0) decision.append(conditionStream(project.id, key), project.id, events);
  }
}
