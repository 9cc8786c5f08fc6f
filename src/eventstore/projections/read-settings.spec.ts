import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config.js';
import { readProjectionConfig, settingsFor } from './read-settings.js';
import { DEFAULT_SETTINGS } from './settings.js';

describe('Settings of projections', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'clearance-settings-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  const file = (text: string): string => {
    const path = join(folder, 'clearance.yaml');
    writeFileSync(path, text);
    return path;
  };

  it('are the defaults where nothing is said', () => {
    expect(settingsFor(readProjectionConfig(null, {}), 'items')).toEqual(DEFAULT_SETTINGS);
    expect(settingsFor(readProjectionConfig(file(''), {}), 'items')).toEqual(DEFAULT_SETTINGS);
  });

  it('come from the file, for all and for one, and the environment wins', () => {
    const path = file(`
Projections:
  RequeueEvery: 1m30s
  BulkLimit: 500
  HandleInactiveInstances: true
  TransactionDuration: 0
  Customizations:
    items:
      BulkLimit: 20000
      RetryFailedAfter: 250ms
`);
    const config = readProjectionConfig(path, {
      CLEARANCE_PROJECTIONS_MAXFAILURECOUNT: '7',
      CLEARANCE_PROJECTIONS_CUSTOMIZATIONS_ITEMS_BULKLIMIT: '4000',
      CLEARANCE_PROJECTIONS_CUSTOMIZATIONS_SIGN_OFFS_CONCURRENTINSTANCES: '3',
    });
    const all = {
      ...DEFAULT_SETTINGS,
      requeueEvery: 90_000,
      bulkLimit: 500,
      handleInactiveInstances: true,
      transactionDuration: 0,
      maxFailureCount: 7,
    };
    expect(settingsFor(config, 'projects')).toEqual(all);
    expect(settingsFor(config, 'items')).toEqual({ ...all, bulkLimit: 4_000, retryFailedAfter: 250 });
    expect(settingsFor(config, 'sign_offs')).toEqual({ ...all, concurrentInstances: 3 });
  });

  it.each([
    ['Projections:\n  BulkLimits: 5', /Projections\.BulkLimits is not known; RequeueEvery/],
    ['Projection: {}', /Projection is not known; Projections is/],
    ['Projections:\n  RequeueEvery: soon', /Projections\.RequeueEvery is "soon"; a duration such as 60s/],
    ['Projections:\n  RequeueEvery: 60', /RequeueEvery is 60; a duration/],
    ['Projections:\n  RequeueEvery: 0s', /RequeueEvery is "0s"; a duration/],
    ['Projections:\n  BulkLimit: 1.5', /BulkLimit is 1.5; a whole number from 1 to 20000/],
    ['Projections:\n  HandleInactiveInstances: maybe', /HandleInactiveInstances is "maybe"; true or false/],
    [
      'Projections:\n  Customizations:\n    items:\n      Bulk: 1',
      /Customizations\.items\.Bulk is not known/,
    ],
    ['Projections:\n  Customizations:\n    items: 3', /Customizations\.items is no mapping/],
    ['Projections: [1]', /Projections is no mapping/],
    ['Projections:\n  BulkLimit: 1\n  BulkLimit: 2', /Map keys must be unique/],
    ['Projections: {', /clearance\.yaml: /],
  ])('name what is wrong in %j', (text, message) => {
    const path = file(text);
    expect(() => readProjectionConfig(path, {})).toThrow(message);
  });

  it.each([
    ['CLEARANCE_PROJECTIONS_BULKLIMITS', '5', /CLEARANCE_PROJECTIONS_BULKLIMITS is not known/],
    ['CLEARANCE_PROJECTIONS_BULKLIMIT', '0', /CLEARANCE_PROJECTIONS_BULKLIMIT is "0"/],
    ['CLEARANCE_PROJECTIONS_CUSTOMIZATIONS_BULKLIMIT', '5', /is no name of a projection/],
  ])('name the variable %s', (variable, value, message) => {
    expect(() => readProjectionConfig(null, { [variable]: value })).toThrow(message);
  });

  it('stop the boot as an invalid configuration', () => {
    expect(() => readConfig({ CLEARANCE_CONFIG: join(folder, 'nowhere.yaml') })).toThrow(
      expect.objectContaining({ name: 'InvalidConfig', message: expect.stringContaining('cannot be read') }),
    );
  });
});
