import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import { accountStream, asAccessEvent } from '../../features/access/access.events.js';

/** Roles that may attest items. */
const ATTESTING: readonly string[] = ['admin', 'contributor', 'script'];

/** Whether members that ticket users stand for may do what they did over there. */
@Injectable()
export class Members {
  constructor(private readonly store: EventStore) {}

  /** True for a member with a role that may attest. */
  async mayAttest(tenant: string, member: string): Promise<boolean> {
    const [events = []] = await this.store.readStreams(tenant, [accountStream(member)]);
    let isHuman = false;
    const roles = new Set<string>();
    for (const recorded of events) {
      const event = asAccessEvent(recorded);
      if (event?.type === 'access.account_added') isHuman = event.payload.kind === 'human';
      if (event?.type === 'access.role_granted') roles.add(event.payload.role);
    }
    return isHuman && ATTESTING.some((role) => roles.has(role));
  }
}
