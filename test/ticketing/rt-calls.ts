import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation, isLinked } from './installation.js';
import type { LiveSystem } from './live-system.js';
import { rtSystem } from './rt-system.js';

const RUN = '/var/tmp/clearance-ticketing';
const GUIDE = new URL('../../docs/ticketing/request-tracker.md', import.meta.url);
const SECRET = 'a secret of inbound calls';

/** Adds the scrip of the guide, word for word but for the secret and the address; takes one from before away. */
function addScrip(url: string): void {
  const [, code = ''] = /```perl\n(.*?)```/s.exec(readFileSync(GUIDE, 'utf8')) ?? [];
  const written = code
    .replace('the inbound secret', SECRET)
    .replace('https://clearance.example.org/v1/ticketing/inbound/con_…', url);
  if (!written.includes(SECRET) || !written.includes(url)) throw new Error('the guide has another scrip');
  writeFileSync(`${RUN}/scrip.txt`, written);
  writeFileSync(`${RUN}/scrip.pl`, SCRIPT);
  execFileSync('perl', [`${RUN}/scrip.pl`], { stdio: ['ignore', 'ignore', 'ignore'] });
}

const SCRIPT = `
use lib '/usr/share/request-tracker5/lib';
use RT -init;
local $/;
open my $file, '<', '${RUN}/scrip.txt' or die $!;
my $code = <$file>;
my $old = RT::Scrips->new(RT->SystemUser);
$old->Limit(FIELD => 'Description', VALUE => 'Clearance');
while (my $scrip = $old->Next) { $scrip->Delete }
my ($ok, $why) = RT::Scrip->new(RT->SystemUser)->Create(
  Queue => 0, Description => 'Clearance', ScripCondition => 'On Status Change', ScripAction => 'User Defined',
  Template => 'Blank', Stage => 'TransactionCreate', CustomPrepareCode => 'return 1;', CustomCommitCode => $code);
die $why unless $ok;
`;

/** The scrip of docs/ticketing/request-tracker.md calls, and nobody has to poll. */
export function describeCalls(): void {
  describe('A call of Request Tracker', () => {
    let system: LiveSystem;
    const here = new Installation();
    beforeAll(async () => {
      system = rtSystem();
      await system.start();
      await here.start();
      const items = [{ key: 'called', title: `called ${process.pid}-${Date.now().toString(36)}` }];
      const sections = [{ key: 's', title: 'S', items }];
      await here.ask('POST', '/v1/templates', { key: 'go-live', title: 'Go-live', sections });
      await here.ask('POST', '/v1/projects', { key: 'shop' });
      await here.ask('POST', '/v1/projects/shop/checklists', { template: 'go-live' });
      const { resource } = await here.ask<{ resource: { inbound_path: string } }>(
        'POST',
        '/v1/ticketing/connections',
        {
          key: 'live',
          base_url: system.url,
          rules: ['fail'],
          on_done: 'check',
          poll_seconds: 86_400,
          inbound_secret: SECRET,
          ...system.connection,
        },
      );
      addScrip(`${here.url}${resource.inbound_path}`);
    });
    afterAll(async () => {
      await here.remove();
      await system.kill();
    });

    it('settles the item, long before the next poll', async () => {
      await here.ask('POST', '/v1/projects/shop/checklists/go-live/items/called/fail', { reason: 'no' });
      const { title } = await here.until('shop', 'called', isLinked);
      const [id = ''] = await system.titled(title);
      const closedAt = await system.closeAsAna(id);
      const settled = await here.until('shop', 'called', ({ status }) => status === 'checked');
      expect(Date.parse(settled.decision?.effective_at ?? '')).toBe(Date.parse(closedAt));
      expect(await here.failures('live')).toEqual([]);
    });
  });
}
