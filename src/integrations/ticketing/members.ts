import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import { accountStream, asAccessEvent, grantsOf } from '../../features/access/access.events.js';
import { type Grant, scopesOf, withGrant, withoutGrant } from '../../features/access/roles.rules.js';

/** Whether members that ticket users stand for may do what they did over there. */
@Injectable()
export class Members {
  constructor(private readonly store: EventStore) {}

  /** True for a member whose roles, in the tenant or the project (id), let them attest its items. */
  async mayAttest(tenant: string, member: string, project: string): Promise<boolean> {
    const [events = []] = await this.store.readStreams(tenant, [accountStream(member)]);
    let isHuman = false;
    let grants: readonly Grant[] = [];
    for (const recorded of events) {
      const event = asAccessEvent(recorded);
      if (event?.type === 'access.account_added') isHuman = event.payload.kind === 'human';
      if (event?.type === 'access.role_granted') grants = grantsOf(event).reduce(withGrant, grants);
      if (event?.type === 'access.role_revoked') grants = withoutGrant(grants, event.payload);
    }
    const meant = grants.filter((grant) => grant.project === null || grant.project === project);
    return isHuman && scopesOf(meant.map(({ role }) => role)).has('items:write');
  }
}
