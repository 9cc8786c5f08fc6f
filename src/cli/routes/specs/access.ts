import type { MeBody, TenantBody, TenantDetailsBody, UsageBody } from '../../../client/schema.js';
import { keyState } from '../../views/keys.js';
import { meView, meWords } from '../../views/me.js';
import { LIMIT_CELLS, tenantDetailsWords, tenantWords, usageWords } from '../../views/tenants.js';
import { route } from '../route-spec.js';

const ACCOUNTS = ['id', 'kind', 'name', 'roles'];
const KEYS = ['id', 'label', 'state', 'issued_at', 'expires_at', 'last_used_at'];

/** Who may do what: members, service accounts, their roles and keys. */
export const ACCESS_ROUTES = [
  route<MeBody>({
    operation: 'me_get',
    words: 'whoami',
    about: 'say whom the key belongs to',
    view: meView,
    say: (me) => meWords(me),
  }),
  route({ operation: 'members_add', words: 'member add', example: '--name Ana --roles contributor' }),
  route({ operation: 'members_list', words: 'member list', table: ACCOUNTS }),
  route({ operation: 'members_get', words: 'member show' }),
  route({ operation: 'members_grant_role', words: 'member grant' }),
  route({ operation: 'members_link_identity', words: 'member link' }),
  route({ operation: 'members_revoke_role', words: 'member revoke' }),
  route({ operation: 'members_issue_key', words: 'member key issue' }),
  route({
    operation: 'members_list_keys',
    words: 'member key list',
    table: KEYS,
    cells: { state: keyState },
  }),
  route({ operation: 'members_get_key', words: 'member key show' }),
  route({ operation: 'members_revoke_key', words: 'member key revoke' }),
  route({
    operation: 'service_accounts_add',
    words: 'service-account add',
    example: '--name backup-job --roles script',
  }),
  route({ operation: 'service_accounts_list', words: 'service-account list', table: ACCOUNTS }),
  route({ operation: 'service_accounts_get', words: 'service-account show' }),
  route({ operation: 'service_accounts_grant_role', words: 'service-account grant' }),
  route({ operation: 'service_accounts_revoke_role', words: 'service-account revoke' }),
  route({ operation: 'service_accounts_issue_key', words: 'service-account key issue' }),
  route({
    operation: 'service_accounts_list_keys',
    words: 'service-account key list',
    table: KEYS,
    cells: { state: keyState },
  }),
  route({ operation: 'service_accounts_get_key', words: 'service-account key show' }),
  route({ operation: 'service_accounts_revoke_key', words: 'service-account key revoke' }),
  route({ operation: 'tenants_list', words: 'tenant list', cells: LIMIT_CELLS }),
  route({ operation: 'tenants_add', words: 'tenant add' }),
  route<TenantDetailsBody>({
    operation: 'tenants_get',
    words: 'tenant show',
    say: (tenant) => tenantDetailsWords(tenant),
  }),
  route<UsageBody>({ operation: 'tenants_of_own', words: 'usage', say: (usage) => usageWords(usage) }),
  route({ operation: 'tenants_issue_admin_key', words: 'tenant admin-key' }),
  route<TenantBody>({
    operation: 'tenants_set_limits',
    words: 'tenant limits',
    say: (tenant, recorded) =>
      `${tenantWords(tenant)}${recorded === null ? 'Nothing was recorded' : `Recorded at position ${recorded}`}\n`,
  }),
  route({ operation: 'policies_get', words: 'policy show' }),
  route({ operation: 'policies_set', words: 'policy set', about: 'set the policy of four eyes' }),
];
