import type { ForecastBody, ReasonBody } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { table } from '../output/table.js';
import { pairs, seconds } from '../output/text.js';

/** A reason that comes or goes by itself, with the verdict from then on. */
export interface ForecastChange extends ReasonBody {
  readonly at: string;
  readonly verdict: string;
  readonly change: 'comes' | 'goes';
}

export const changesToComeView: View<ForecastChange> = {
  plural: 'changes',
  table: [
    { title: 'AT', value: ({ at }) => seconds(at) },
    { title: 'VERDICT', value: ({ verdict }) => verdict },
    { title: 'CHANGE', value: ({ change }) => change },
    { title: 'REASON', value: ({ code }) => code },
    { title: 'ITEM', value: ({ item, role }) => item ?? role },
    { title: 'CHECKLIST', value: ({ checklist }) => checklist, isOptional: true },
    { title: 'WHY', value: ({ message }) => message, isFlexible: true, isOptional: true },
  ],
  csv: [
    { name: 'at', value: ({ at }) => at },
    { name: 'verdict', value: ({ verdict }) => verdict },
    { name: 'change', value: ({ change }) => change },
    { name: 'code', value: ({ code }) => code },
    { name: 'checklist', value: ({ checklist }) => checklist },
    { name: 'item', value: ({ item }) => item },
    { name: 'role', value: ({ role }) => role },
    { name: 'message', value: ({ message }) => message },
  ],
};

/** What comes and goes in a forecast, in the order of time. */
export function changesToCome({ steps }: ForecastBody): ForecastChange[] {
  return steps.flatMap(({ at, verdict, added, removed }) => [
    ...removed.map((reason) => ({ ...reason, at, verdict, change: 'goes' as const })),
    ...added.map((reason) => ({ ...reason, at, verdict, change: 'comes' as const })),
  ]);
}

/** The verdict now, when it turns red, and what comes and goes until then and later. */
export function forecastWords(forecast: ForecastBody): string {
  const { project, gate, verdict, red_at: redAt } = forecast;
  const changes = changesToCome(forecast);
  const never = verdict === 'not_ready' ? 'is not ready already' : 'not by itself';
  const head = pairs([
    ['Gate', `${gate} of ${project}`],
    ['Verdict', `${verdict} now`],
    ['Turns red', redAt === null ? never : seconds(redAt)],
  ]);
  return changes.length === 0 ? head : `${head}\n${table(changes, changesToComeView.table, null)}`;
}
