import { describe, expect, it } from 'vitest';
import { given, recordedEvent } from '../../../test/support/given.js';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  disableWebhook,
  existing,
  MOST_REDELIVERED,
  pauseWebhook,
  requestRedelivery,
  resumeWebhook,
  rotateSecret,
  signingSecrets,
  webhookFold,
  type WebhookState,
} from './webhook.js';
import type { WebhookEvent } from './webhook.events.js';

const FILTER = { projects: [], types: ['item.*'], levels: [] };
const TARGET = { origin: 'https://hooks.example', url_secret: 'sec_url' };
const DEFINITION = { name: 'chat', target: TARGET, filter: FILTER };
const CREATED = createWebhook(DEFINITION, 'sec_1', null);
const GONE = { cause: 'gone', position: 7, attempts: 1, status: 410 } as const;

const after = (...events: WebhookEvent[]): WebhookState => {
  const state = given(webhookFold, [CREATED, ...events]);
  if (!state) throw new Error('there is no webhook');
  return state;
};
const PAUSED = pauseWebhook(after(), 'x');
const RESUMED = resumeWebhook(after(PAUSED));

describe('A webhook', () => {
  it('delivers what comes after it was set up, or after a position that was asked for', () => {
    expect(after()).toMatchObject({ status: 'active', startsAfter: 0, resumed: -1 });
    expect(given(webhookFold, [createWebhook(DEFINITION, 'sec_1', -1)])?.startsAfter).toBe(-1);
  });

  it('is changed as a whole, and tells what it was', () => {
    const other = { ...DEFINITION, name: 'mail' };
    expect(changeWebhook(after(), other)).toMatchObject({ payload: { before: DEFINITION, after: other } });
    const reordered = {
      filter: { levels: [], types: ['item.*'], projects: [] },
      target: TARGET,
      name: 'chat',
    };
    expect(() => changeWebhook(after(), reordered)).toThrow(/already/);
    expect(after(changeWebhook(after(), other)).definition).toEqual(other);
  });

  it('is paused by people with a reason that can be erased, and goes on where it stopped', () => {
    expect(PAUSED).toMatchObject({ type: 'webhook.paused', private: { reason: 'x' } });
    expect(JSON.stringify(PAUSED.payload)).not.toContain('reason');
    expect(() => pauseWebhook(after(PAUSED), 'x')).toThrow(/paused already/);
    expect(() => resumeWebhook(after())).toThrow(/active already/);
    expect(after(PAUSED, RESUMED)).toMatchObject({ status: 'active', resumed: 2 });
  });

  it('is disabled by Clearance once, with the cause, and resumed like one that was paused', () => {
    const [disabled] = disableWebhook(after(), GONE);
    expect(disabled).toMatchObject({ payload: { cause: 'gone', status: 410 } });
    const state = after(...(disabled ? [disabled] : []));
    expect(state).toMatchObject({ status: 'disabled', cause: 'gone' });
    expect(disableWebhook(state, GONE)).toEqual([]);
    expect(disableWebhook(null, GONE)).toEqual([]);
    expect(resumeWebhook(state).type).toBe('webhook.resumed');
  });

  it('is not there any more when it was deleted', () => {
    expect(() => existing(after(deleteWebhook(after())), 'whk_1')).toThrow(/no webhook "whk_1"/);
    expect(() => existing(null, 'whk_1')).toThrow(/no webhook/);
  });

  it('knows nothing of other events', () => {
    const other = recordedEvent({ type: 'project.created', revision: 1, payload: {} });
    expect(webhookFold.evolve(null, other)).toBeNull();
    expect(webhookFold.evolve(null, recordedEvent(PAUSED))).toBeNull();
  });
});

describe('Secrets', () => {
  const NOW = '2026-01-01T00:00:00.000000Z';
  const TOMORROW = '2026-01-02T00:00:00.000000Z';

  it('overlap: the one before signs beside the new one until it runs out', () => {
    const state = after(rotateSecret(after(), 'sec_2', NOW, TOMORROW));
    expect(signingSecrets(state, NOW).map(({ id }) => id)).toEqual(['sec_2', 'sec_1']);
    expect(signingSecrets(state, TOMORROW).map(({ id }) => id)).toEqual(['sec_2']);
  });

  it('never live longer because of another rotation, and end at once without an overlap', () => {
    const twice = after(
      rotateSecret(after(), 'sec_2', NOW, TOMORROW),
      rotateSecret(
        after(rotateSecret(after(), 'sec_2', NOW, TOMORROW)),
        'sec_3',
        NOW,
        '2026-02-01T00:00:00.000000Z',
      ),
    );
    expect(twice.secrets.find(({ id }) => id === 'sec_1')?.retiresAt).toBe(TOMORROW);
    expect(after(rotateSecret(twice, 'sec_4', NOW, NOW)).secrets).toEqual([{ id: 'sec_4', retiresAt: null }]);
  });

  it('are five at once at most', () => {
    let state = after();
    const events: WebhookEvent[] = [];
    for (const id of ['2', '3', '4', '5']) {
      events.push(rotateSecret(state, id, NOW, TOMORROW));
      state = after(...events);
    }
    expect(() => rotateSecret(state, '6', NOW, TOMORROW)).toThrow(/5 secrets/);
    expect(rotateSecret(state, '6', TOMORROW, TOMORROW).type).toBe('webhook.secret_rotated');
  });
});

describe('A redelivery', () => {
  it('is of a range with a beginning and an end', () => {
    expect(requestRedelivery(after(), 3, 3).payload).toMatchObject({ from: 3, to: 3 });
    expect(() => requestRedelivery(after(), 4, 3)).toThrow(/ends before/);
    expect(() => requestRedelivery(after(), 0, MOST_REDELIVERED)).toThrow(/at most/);
    expect(requestRedelivery(after(), 0, MOST_REDELIVERED - 1).type).toBe('webhook.redelivery_requested');
    expect(after(requestRedelivery(after(), 3, 9)).redeliveries).toEqual([{ position: 1, from: 3, to: 9 }]);
  });
});
