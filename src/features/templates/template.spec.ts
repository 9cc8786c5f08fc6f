import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import { publishVersion, type PublishVersion, templateFold } from './template.js';

const command = (contentHash: string, sha256: string | null): PublishVersion => ({
  key: 'go-live',
  definition: { title: `of ${contentHash}`, sections: [], sign_offs: [] },
  contentHash,
  source: sha256 === null ? null : { sha256, media_type: 'text/markdown', repaired: false },
});
const first = publishVersion(null, command('a', 's1'));

describe('a template', () => {
  it('numbers its versions from 1 and keeps the key of the first', () => {
    const second = publishVersion(given(templateFold, first), { ...command('b', 's2'), key: 'other' });
    expect([...first, ...second].map(({ payload }) => [payload.key, payload.version])).toEqual([
      ['go-live', 1],
      ['go-live', 2],
    ]);
    expect(
      given(templateFold, [...first, ...second])?.versions.map(({ title, position }) => [title, position]),
    ).toEqual([
      ['of a', 0],
      ['of b', 1],
    ]);
  });

  it('refuses a version that is the newest one again', () => {
    for (const same of [command('a', 's1'), command('a', null)])
      expect(() => publishVersion(given(templateFold, first), same)).toThrow(
        expect.objectContaining({ code: 'no_change' }),
      );
  });

  it('publishes the same content from other bytes: an export has to give those back', () => {
    expect(publishVersion(given(templateFold, first), command('a', 's2'))[0]?.payload.version).toBe(2);
  });
});
