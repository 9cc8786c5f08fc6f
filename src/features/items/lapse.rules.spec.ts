import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import { announcedFold, announceLapse } from './lapse.rules.js';

const subject = {
  project_key: 'payments-api',
  checklist_key: 'go-live',
  item_key: 'restore',
  title: 'Test the restore',
  wording_hash: 'ab'.repeat(32),
};
const due = '2025-03-03T00:00:00.000000Z';

describe('what runs out by itself', () => {
  it('is announced once for a kind and a moment', () => {
    const first = announceLapse(new Set(), subject, 'waiver', due);
    expect(first).toEqual([
      { type: 'item.waiver_lapsed', revision: 1, payload: { ...subject, due_at: due } },
    ]);
    const announced = given(announcedFold, first);
    expect(announceLapse(announced, subject, 'waiver', due)).toEqual([]);
    expect(announceLapse(announced, subject, 'attestation', due)).toHaveLength(1);
    expect(announceLapse(announced, subject, 'attestation_reminder', due)[0]?.payload).toMatchObject({
      due_at: due,
      lapses_at: '2025-03-10T00:00:00.000000Z',
    });
    expect(announceLapse(announced, subject, 'waiver', '2025-04-03T00:00:00.000000Z')).toHaveLength(1);
  });
});
