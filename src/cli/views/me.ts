import type { MeBody } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { pairs } from '../output/text.js';
import { plain } from '../output/width.js';

export const meView: View<MeBody> = {
  plural: 'actors',
  table: [],
  csv: [
    { name: 'id', value: ({ id }) => id },
    { name: 'kind', value: ({ kind }) => kind },
    { name: 'name', value: ({ name }) => name },
    { name: 'roles', value: ({ roles }) => roles.join(' ') },
    { name: 'scopes', value: ({ scopes }) => scopes.join(' ') },
    { name: 'projects', value: ({ projects }) => projects.map(({ project }) => project).join(' ') },
    { name: 'tenant', value: ({ tenant }) => tenant },
    { name: 'credential_id', value: (me) => me.credential_id },
    { name: 'auth_method', value: (me) => me.auth_method },
  ],
};

export function meWords(me: MeBody): string {
  return pairs([
    ['Actor', me.name === null ? me.id : `${plain(me.name)} (${me.id})`],
    ['Kind', me.kind],
    ['Roles', me.roles.join(', ') || 'none in the whole tenant'],
    ['Scopes', me.scopes.join(', ') || 'none in the whole tenant'],
    ...me.projects.map(({ project, scopes }): [string, string] => [
      `In ${project}`,
      scopes.join(', ') || 'none',
    ]),
    ['Tenant', me.tenant],
    ['Credential', `${me.credential_id} (${me.auth_method})`],
  ]);
}
