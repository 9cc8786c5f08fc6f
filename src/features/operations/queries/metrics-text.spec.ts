import { describe, expect, it } from 'vitest';
import { writeMetrics } from './metrics-text.js';

describe('writeMetrics', () => {
  it('writes the text format, with what has to be escaped', () => {
    const text = writeMetrics([
      {
        name: 'a_total',
        type: 'counter',
        help: 'One\nand \\ two',
        samples: [{ value: 3 }, { labels: { tenant: 'x"y\\z\n', kind: 'k' }, value: 0.5 }],
      },
      {
        name: 'b',
        type: 'histogram',
        help: 'B',
        samples: [{ suffix: '_bucket', labels: { le: '+Inf' }, value: 1 }],
      },
    ]);
    expect(text).toBe(
      [
        '# HELP a_total One\\nand \\\\ two',
        '# TYPE a_total counter',
        'a_total 3',
        'a_total{tenant="x\\"y\\\\z\\n",kind="k"} 0.5',
        '# HELP b B',
        '# TYPE b histogram',
        'b_bucket{le="+Inf"} 1',
        '',
      ].join('\n'),
    );
  });
});
