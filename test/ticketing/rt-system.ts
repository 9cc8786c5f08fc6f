import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { asked, type LiveSystem } from './live-system.js';
import { SystemServer } from './server.js';

const URL_OF = 'http://127.0.0.1:8189';
const API = `${URL_OF}/REST/2.0`;
const RUN = '/var/tmp/clearance-ticketing';
const CONFIG = '/etc/request-tracker5';

/**
 * The steps of docs/ticketing/request-tracker.md, as a script: the connection's account has the rights of the guide and no
 * others. Ana may do anything, for the tests look at things as her.
 */
const SETUP = `
use lib '/usr/share/request-tracker5/lib';
use RT -init;
for my $name ('clearance', 'ana') {
  my $user = RT::User->new(RT->SystemUser);
  $user->Load($name);
  $user->Create(Name => $name, EmailAddress => $name . '@example.org', Privileged => 1) unless $user->Id;
  my $queue = RT::Queue->new(RT->SystemUser);
  $queue->Load('General');
  my $principal = $user->PrincipalObj;
  if ($name eq 'ana') {
    $principal->GrantRight(Right => 'SuperUser', Object => RT->System);
  } else {
    $principal->RevokeRight(Right => $_, Object => RT->System) for 'SuperUser', 'AdminUsers';
    $principal->GrantRight(Right => $_, Object => $queue)
      for qw(SeeQueue ShowTicket ShowTicketComments CreateTicket ModifyTicket CommentOnTicket);
    $principal->GrantRight(Right => 'ManageAuthTokens', Object => RT->System);
  }
  my ($ok, $why, $token) = RT::AuthToken->new(RT::CurrentUser->new($user))->Create(
    Owner => $user->Id, Description => 'clearance test ' . time . $name);
  print uc($name), '=', $token, "\\n";
}
`;

interface Entry {
  readonly Type: string;
  readonly Field: string;
  readonly NewValue: string;
  readonly Created: string;
  readonly Data: string;
}

/** Request Tracker 5 from Debian on loopback. */
export function rtSystem(): LiveSystem {
  mkdirSync(RUN, { recursive: true, mode: 0o755 });
  execFileSync('chgrp', ['www-data', `${CONFIG}/RT_SiteConfig.pm`]);
  chmodSync(`${CONFIG}/RT_SiteConfig.pm`, 0o640);
  const settings = [
    "Set($WebPath, '');",
    "Set($WebDomain, '127.0.0.1');",
    'Set($WebPort, 8189);',
    // Each request checks a token's hash: with the usual cost of 12 that is most of what a test takes.
    'Set($BcryptCost, 6);',
    '1;',
  ];
  writeFileSync(`${CONFIG}/RT_SiteConfig.d/80-clearance.pm`, `${settings.join('\n')}\n`);
  writeFileSync(`${RUN}/setup.pl`, SETUP);
  const said = execFileSync('perl', [`${RUN}/setup.pl`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const token = (name: string): string => new RegExp(`^${name}=([\\w-]+)$`, 'm').exec(said)?.[1] ?? '';
  const server = new SystemServer(
    URL_OF,
    [
      '/usr/share/request-tracker5/libexec/rt-server',
      '--server',
      'Standalone',
      '--host',
      '127.0.0.1',
      '--port',
      '8189',
    ],
    '/',
    {},
  );
  const headers = { authorization: `token ${token('ANA')}`, 'content-type': 'application/json' };
  const history = async (id: string): Promise<Entry[]> => {
    const query = 'fields=Type,Field,NewValue,Created,Data&per_page=100';
    return ((await asked(`${API}/ticket/${id}/history?${query}`, { headers })) as { items: Entry[] }).items;
  };
  return {
    name: 'rt',
    url: URL_OF,
    ana: 'ana',
    connection: { system: 'rt', target: { queue: 'General', user: 'clearance' }, secret: token('CLEARANCE') },
    start: () => server.start(),
    kill: () => server.kill(),
    titled: async (end) => {
      const query = new URLSearchParams({ query: `Subject LIKE '${end}'`, per_page: '100' });
      const found = (await asked(`${API}/tickets?${query.toString()}`, { headers })) as {
        items: { id: string }[];
      };
      return found.items.map(({ id }) => id);
    },
    closeAsAna: async (id) => {
      await asked(`${API}/ticket/${id}`, {
        method: 'PUT',
        headers,
        body: JSON.stringify({ Status: 'resolved' }),
      });
      return (await history(id)).findLast(({ Field }) => Field === 'Status')?.Created ?? '';
    },
    titleOf: async (id) => ((await asked(`${API}/ticket/${id}`, { headers })) as { Subject: string }).Subject,
    remove: async (id) => {
      const body = JSON.stringify({ Status: 'deleted' });
      await asked(`${API}/ticket/${id}`, { method: 'PUT', headers, body });
    },
    isClosed: async (id) =>
      ((await asked(`${API}/ticket/${id}`, { headers })) as { Status: string }).Status === 'resolved',
    comments: async (id) => (await history(id)).filter(({ Type }) => Type === 'Comment').length,
  };
}
