import { type Column, plainColumns } from '../../../http/csv.js';
import type { AccountView, KeyView } from '../queries/account-view.js';

/** The columns of members and service accounts as CSV, in order; lists in one cell, separated by spaces. */
export const ACCOUNT_COLUMNS: readonly Column<AccountView>[] = [
  ...plainColumns<AccountView>('id', 'kind', 'name', 'email'),
  { name: 'roles', value: ({ roles }) => roles.join(' ') },
  {
    name: 'project_roles',
    value: (account) => account.project_roles.map(({ project, role }) => `${project}:${role}`).join(' '),
  },
  { name: 'issuer', value: ({ identity }) => identity?.issuer },
  { name: 'subject', value: ({ identity }) => identity?.subject },
  ...plainColumns<AccountView>('responsible', 'created_at'),
  { name: 'created_by', value: ({ created_by }) => created_by.id },
  ...plainColumns<AccountView>('position', 'sequence'),
];

/** The columns of keys as CSV, in order; `scopes` is empty where a key may do all that its account may. */
export const KEY_COLUMNS: readonly Column<KeyView>[] = [
  ...plainColumns<KeyView>('id', 'label', 'issued_at'),
  { name: 'issued_by', value: ({ issued_by }) => issued_by.id },
  { name: 'scopes', value: ({ scopes }) => scopes?.join(' ') },
  ...plainColumns<KeyView>('expires_at', 'revoked_at', 'last_used_at', 'position'),
];
