import type { TimelineBody } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { table } from '../output/table.js';
import { pairs, seconds } from '../output/text.js';

type Point = TimelineBody['points'][number];

export const pointsView: View<Point> = {
  plural: 'points',
  table: [
    { title: 'AT', value: ({ at }) => seconds(at) },
    { title: 'VERDICT', value: ({ verdict }) => verdict },
    { title: 'SCORE', value: ({ score }) => score },
    { title: 'CHECKED', value: ({ counts }) => counts.checked },
    { title: 'APPLICABLE', value: ({ counts }) => counts.applicable },
    { title: 'POSITION', value: ({ position }) => position, isOptional: true },
  ],
  csv: [
    { name: 'at', value: ({ at }) => at },
    { name: 'position', value: ({ position }) => position },
    { name: 'verdict', value: ({ verdict }) => verdict },
    { name: 'score', value: ({ score }) => score },
    { name: 'total', value: ({ counts }) => counts.total },
    { name: 'applicable', value: ({ counts }) => counts.applicable },
    { name: 'checked', value: ({ counts }) => counts.checked },
    { name: 'open', value: ({ counts }) => counts.open },
    { name: 'failed', value: ({ counts }) => counts.failed },
    { name: 'not_applicable', value: ({ counts }) => counts.not_applicable },
    { name: 'waived', value: ({ counts }) => counts.waived },
  ],
};

/** Whose timeline it is, and its points. */
export function timelineWords({ project, gate, points }: TimelineBody): string {
  return `${pairs([['Gate', `${gate} of ${project}`]])}\n${table(points, pointsView.table, null)}`;
}
