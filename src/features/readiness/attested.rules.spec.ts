import { expect, it } from 'vitest';
import { facts, settledById } from '../../../test/support/facts.js';
import { attested } from './attested.rules.js';

const by = (id: string, kind: string, decidedAt: string, more: object = {}) => ({
  ...facts(decidedAt, { status: 'checked' }),
  owners: [],
  evidence: [],
  decidedBy: { id, kind },
  decidedAt,
  ...more,
});

it('tells apart who attested, whether it was their own, in bulk, or without evidence', () => {
  const items = [
    by('mem_ana', 'human', '2025-03-03T12:00:00.000000Z', { owners: ['mem_ana'] }),
    by('mem_ana', 'human', '2025-03-03T12:00:01.500000Z', { evidence: ['evd_1'] }),
    by('mem_ana', 'human', '2025-03-03T12:09:00.000000Z'),
    by('mem_ben', 'human', '2025-03-03T12:00:01.600000Z'),
    by('svc_job', 'service', '2025-03-03T12:00:00.500000Z'),
    by('svc_job', 'service', '2025-03-03T12:00:00.600000Z', { status: 'open' }),
  ];
  expect(attested(items, [...settledById(items).values()])).toEqual({
    by_humans: 4,
    by_services: 1,
    by_owners: 1,
    in_bulk: 2,
    without_evidence: 4,
  });
});
