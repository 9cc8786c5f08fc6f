import type { ConnectorSettings } from '../connector.js';
import { adfOf } from './adf.js';

/** Where Jira Cloud and Data Center differ. */
export interface JiraFlavour {
  readonly api: string;
  readonly authorization: (secret: string) => string;
  readonly text: (text: string) => unknown;
  /** Path of the search, and how a page is asked for. */
  readonly search: string;
  readonly page: (at: number, token: string | null) => Readonly<Record<string, unknown>>;
  /** Whether pages follow by tokens, the last one without; otherwise by their size. */
  readonly hasTokens: boolean;
  readonly userId: 'accountId' | 'name';
  readonly findLagSeconds: number;
}

export const CLOUD: JiraFlavour = {
  api: '/rest/api/3',
  authorization: (secret) => `Basic ${Buffer.from(secret, 'utf8').toString('base64')}`,
  text: adfOf,
  search: '/search/jql',
  page: (_, token) => (token === null ? {} : { nextPageToken: token }),
  hasTokens: true,
  userId: 'accountId',
  findLagSeconds: 60,
};

export const DATA_CENTER: JiraFlavour = {
  api: '/rest/api/2',
  authorization: (secret) => `Bearer ${secret}`,
  text: (text) => text,
  search: '/search',
  page: (at) => ({ startAt: at }),
  hasTokens: false,
  userId: 'name',
  findLagSeconds: 30,
};

/** What an issue is found by again: labels are indexed, and may hold no spaces. */
export function labelOf(mark: string): string {
  return `clearance-${mark}`;
}

/** What a remote link to an item is known by. */
export function globalIdOf(mark: string): string {
  return `system=clearance&id=${mark}`;
}

/** Types of Jira's fields that are no plain text: `name` of an object, or a list with commas. */
export function jiraFields(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, unknown] => {
      if (name === 'priority' || name === 'issuetype') return [name, { name: value }];
      if (name === 'components' || name === 'fixVersions')
        return [name, value.split(',').map((one) => ({ name: one.trim() }))];
      if (name === 'labels') return [name, value.split(',').map((one) => one.trim())];
      return [name, value];
    }),
  );
}

export function projectOf({ target }: ConnectorSettings): string {
  return target['project'] ?? '';
}
