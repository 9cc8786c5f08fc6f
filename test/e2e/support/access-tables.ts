import { readFileSync } from 'node:fs';

const PAGE = readFileSync(new URL('../../../docs/access.md', import.meta.url), 'utf8');

/** What docs/access.md says: the scopes of each role, and the scope that each route asks for. */
export interface AccessTables {
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>;
  /** By method and path as they are registered; public routes are not in it. */
  readonly routes: ReadonlyMap<string, string>;
  /** Routes that answer who has rights in single projects with what lies in those. */
  readonly narrowed: ReadonlySet<string>;
}

/** Reads the two tables of the page as a person does: what stands there holds, whatever the code says. */
export function accessTables(): AccessTables {
  const [head = [], ...scopes] = tableUnder('## Roles and scopes');
  const roles = new Map<string, ReadonlySet<string>>();
  for (const [column, role] of head.entries()) {
    if (column === 0) continue;
    const allowed = scopes.filter((row) => row[column] === 'yes').map(([scope = '']) => scope);
    roles.set(role, new Set(allowed));
  }
  const routes = tableUnder('## Scopes by route').slice(1);
  const narrowed = tableUnder('## Rights in single projects').slice(1);
  return {
    roles,
    narrowed: new Set(narrowed.map(([route = '']) => route)),
    routes: new Map(routes.map(([route = '', scope = '']) => [route, scope])),
  };
}

/** The rows of the first table under a heading, without its line of dashes; code marks are taken off. */
function tableUnder(heading: string): string[][] {
  const lines = PAGE.slice(PAGE.indexOf(heading)).split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
  return lines
    .slice(first, length === -1 ? undefined : first + length)
    .filter((line) => !line.startsWith('| -'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}
