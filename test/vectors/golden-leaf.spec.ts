import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commit } from '../../src/transparency/commitment.js';
import { decodeLeaf, encodeLeaf, leafHash, type LeafEnvelope } from '../../src/transparency/leaf.js';

// The bytes below were made without this project: json.dumps(envelope, sort_keys=True, separators=(',', ':'),
// ensure_ascii=False) in Python 3, its hmac for the commitments. The hashes are those of
// (printf '\0'; cat leaf.json) | openssl dgst -sha256
// The format is fixed for ever. If this test fails, the change is wrong, not the test.

const payload = '{"answer":"done","item_id":"0198c2f4-7d1e-7a40-9c55-2f6b1d0e8a33"}';
const privatePart = '{"comment":"Geprüft: Alarm \\"disk full\\" rang."}';
const counting = (from: number, length: number) =>
  Buffer.from(Array.from({ length }, (_, index) => from + index));

const one: LeafEnvelope = {
  v: 1,
  origin: 'clearance.example/log/default',
  epoch: '0',
  position: '41',
  event_id: '0198c2f4-8b6a-7c1d-8e2f-5a4b3c2d1e0f',
  aggregate_type: 'item',
  aggregate_id: '0198c2f4-7d1e-7a40-9c55-2f6b1d0e8a33',
  sequence: '3',
  event_type: 'item.checked',
  revision: 1,
  created_at: '2026-03-30T12:34:56.789012Z',
  actor_id: '0198c2f0-1a2b-7c3d-8e4f-a0b1c2d3e4f5',
  actor_kind: 'human',
  credential_id: '0198c2f1-0f1e-7d2c-9b3a-485766758493',
  auth_method: 'api_key',
  outcome: 'success',
  project: '0198c2f2-5566-7788-99aa-bbccddeeff00',
  source: 'api',
  request_id: 'deploy "42" – Zürich',
  correlation_id: '0198c2f4-8b00-7aaa-8bbb-000000000001',
  causation_id: '0198c2f4-8a00-7aaa-8bbb-000000000002',
  nonce: 'QEFCQ0RFRkdISUpLTE1OTw',
  payload_commitment: 'njGbeo2TsB3YtFaIVKTP6NZ6Y_Honz9kagDTpTU59sg',
  private_commitment: 'zprMIvTrt0r-QAG644HE7prdDV7HfREz1TWs42Vk3x0',
};
const oneBytes =
  '{"actor_id":"0198c2f0-1a2b-7c3d-8e4f-a0b1c2d3e4f5","actor_kind":"human",' +
  '"aggregate_id":"0198c2f4-7d1e-7a40-9c55-2f6b1d0e8a33","aggregate_type":"item","auth_method":"api_key",' +
  '"causation_id":"0198c2f4-8a00-7aaa-8bbb-000000000002","correlation_id":"0198c2f4-8b00-7aaa-8bbb-000000000001",' +
  '"created_at":"2026-03-30T12:34:56.789012Z","credential_id":"0198c2f1-0f1e-7d2c-9b3a-485766758493",' +
  '"epoch":"0","event_id":"0198c2f4-8b6a-7c1d-8e2f-5a4b3c2d1e0f","event_type":"item.checked",' +
  '"nonce":"QEFCQ0RFRkdISUpLTE1OTw","origin":"clearance.example/log/default","outcome":"success",' +
  '"payload_commitment":"njGbeo2TsB3YtFaIVKTP6NZ6Y_Honz9kagDTpTU59sg","position":"41",' +
  '"private_commitment":"zprMIvTrt0r-QAG644HE7prdDV7HfREz1TWs42Vk3x0",' +
  '"project":"0198c2f2-5566-7788-99aa-bbccddeeff00","request_id":"deploy \\"42\\" – Zürich","revision":1,' +
  '"sequence":"3","source":"api","v":1}';
const oneHash = '185b33b4a5ef6c6dce9ce222edbf4f354d61bf3d7946be0f9747a1b38f585c4d';

/** Every member that may be null is null; the numbers are at their ends. */
const two: LeafEnvelope = {
  ...one,
  origin: 'clearance.example/log/default/1',
  epoch: '1',
  position: '4294967296',
  event_id: '0198c2f5-0000-7000-8000-000000000000',
  aggregate_type: 'access',
  aggregate_id: 'default',
  sequence: '9223372036854775807',
  event_type: 'access.role_granted',
  revision: 12,
  created_at: '2028-02-29T00:00:00.000000Z',
  actor_id: 'system',
  actor_kind: 'system',
  credential_id: null,
  auth_method: null,
  outcome: 'refused',
  project: null,
  source: 'system',
  request_id: null,
  causation_id: null,
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  payload_commitment: 'hiJ_6WcioiR9z-4SwH2JwbBWe7yapqjYBIOPZqPahD8',
  private_commitment: null,
};
const twoBytes =
  '{"actor_id":"system","actor_kind":"system","aggregate_id":"default","aggregate_type":"access",' +
  '"auth_method":null,"causation_id":null,"correlation_id":"0198c2f4-8b00-7aaa-8bbb-000000000001",' +
  '"created_at":"2028-02-29T00:00:00.000000Z","credential_id":null,"epoch":"1",' +
  '"event_id":"0198c2f5-0000-7000-8000-000000000000","event_type":"access.role_granted",' +
  '"nonce":"AAAAAAAAAAAAAAAAAAAAAA","origin":"clearance.example/log/default/1","outcome":"refused",' +
  '"payload_commitment":"hiJ_6WcioiR9z-4SwH2JwbBWe7yapqjYBIOPZqPahD8","position":"4294967296",' +
  '"private_commitment":null,"project":null,"request_id":null,"revision":12,' +
  '"sequence":"9223372036854775807","source":"system","v":1}';
const twoHash = '965a2e2a87e9f1cb013ac04e60b56afd475787a890e4130ef49eb3fcd0f6ca3f';

describe('golden leaves', () => {
  it.each([
    ['with all members', one, oneBytes, 855, oneHash],
    ['with nulls', two, twoBytes, 667, twoHash],
  ])('%s', (_, envelope, bytes, length, hash) => {
    const encoded = encodeLeaf(envelope);
    expect(encoded.toString()).toBe(bytes);
    expect(encoded).toHaveLength(length);
    expect(leafHash(encoded).toString('hex')).toBe(hash);
    expect(decodeLeaf(encoded)).toEqual(envelope);
  });

  it('commitments', () => {
    expect(commit(counting(0, 32), payload).toString('base64url')).toBe(one.payload_commitment);
    expect(commit(counting(32, 32), privatePart).toString('base64url')).toBe(one.private_commitment);
    expect(commit(counting(0, 32), '{}').toString('base64url')).toBe(two.payload_commitment);
    expect(counting(64, 16).toString('base64url')).toBe(one.nonce);
  });

  it('stand in docs/leaf-format.md, whose table has every member in the order of the bytes', () => {
    const docs = readFileSync(new URL('../../docs/leaf-format.md', import.meta.url), 'utf8');
    for (const text of [oneBytes, oneHash, twoBytes, twoHash, payload, privatePart])
      expect(docs).toContain(text);
    const members = [...docs.matchAll(/^\| `([a-z_]+)` /gm)].map((match) => match[1]);
    expect(members).toEqual(Object.keys(JSON.parse(oneBytes) as object));
  });
});
