const PROJECTS = 8;
const ITEMS = 40;

/**
 * Fills a service with projects of a checklist each, and a script's account with a key.
 * @returns key, and `paths(connections)`: for each connection those of the items that are its own to check
 */
export async function openShop(service) {
  const ask = async (path, body, type = 'application/json') => {
    const answer = await fetch(`${service.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.adminKey}`, 'content-type': type },
      body: type === 'application/json' ? JSON.stringify(body) : body,
    });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
    return (await answer.json()).resource;
  };
  const lines = Array.from({ length: ITEMS }, (_, item) => `- [ ] Item number ${item}\n`);
  await ask(
    '/v1/templates/import?name=go-live',
    `# Go-live\n\n## Load\n\n${lines.join('')}`,
    'text/markdown',
  );
  for (let project = 0; project < PROJECTS; project += 1) {
    await ask('/v1/projects', { key: `shop-${project}`, name: `Shop ${project}` });
    await ask(`/v1/projects/shop-${project}/checklists`, { template: 'go-live' });
  }
  const { id } = await ask('/v1/service-accounts', { name: 'load' });
  const { key } = await ask(`/v1/service-accounts/${id}/keys`, {});
  const all = Array.from({ length: PROJECTS * ITEMS }, (_, number) => {
    const [project, item] = [number % PROJECTS, Math.floor(number / PROJECTS)];
    return `/v1/projects/shop-${project}/checklists/go-live/items/load.item-number-${item}/check`;
  });
  return {
    key,
    paths: (count) =>
      Array.from({ length: count }, (_, own) => all.filter((_path, number) => number % count === own)),
  };
}
