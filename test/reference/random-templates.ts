import type { ItemDefinition, TemplateDefinition } from '../../src/features/templates/template.events.js';
import type { Random } from './random.js';

const CONDITIONS = ['regions', 'database'] as const;

function randomItem(random: Random, id: number, depth: number, next: () => number): ItemDefinition {
  const count = depth < 2 && random.chance(35) ? 1 + random.below(3) : 0;
  const items = Array.from({ length: count }, () => randomItem(random, next(), depth + 1, next));
  return {
    id: `itm_${id}`,
    key: `key-${id}`,
    title: `Title ${id}`,
    level: random.chance(65) ? 'required' : random.pick(['recommended', 'optional']),
    phase: random.chance(80) ? 'before' : random.pick(['go-live', 'after']),
    ...(items.length > 0 && random.chance(60)
      ? { settled_by: random.pick(['any_child', 'itself', 'all_children']) }
      : {}),
    ...(random.chance(20) ? { when: { condition: random.pick(CONDITIONS), answer: random.chance(70) } } : {}),
    ...(random.chance(15) ? { recurs_days: random.pick([1, 30]) } : {}),
    ...(items.length === 0 && random.chance(10) ? { summary: random.pick(['section', 'above']) } : {}),
    ...(random.chance(5) ? { invariant: true } : {}),
    ...(random.chance(5) ? { human_only: true } : {}),
    items,
  };
}

/** A small template with whatever an item may be subject to. */
export function randomTemplate(random: Random): TemplateDefinition {
  let id = 0;
  const next = (): number => (id += 1);
  const sections = Array.from({ length: 1 + random.below(2) }, (_, at) => ({
    key: `section-${at}`,
    title: `Section ${at}`,
    path: [],
    items: Array.from({ length: 1 + random.below(4) }, () => randomItem(random, next(), 0, next)),
  }));
  const conditions = CONDITIONS.map((key) => ({ key, question: `Is it ${key}?` }));
  return { title: 'Go-live', conditions, sections, sign_offs: [] };
}

/** Another version of it: items reworded, weakened, strengthened, removed, added, lifted to the top. Ids of those added come after `id`. */
export function randomVersion(random: Random, before: TemplateDefinition, id: number): TemplateDefinition {
  let next = id;
  const added = (): ItemDefinition => randomItem(random, (next += 1), 2, () => next);
  const lifted: ItemDefinition[] = [];
  const change = (item: ItemDefinition): ItemDefinition[] => {
    if (random.chance(12)) return [];
    const items = item.items.flatMap(change);
    const { settled_by, summary, ...rest } = item;
    const changed: ItemDefinition = {
      ...rest,
      ...(settled_by && items.length > 0 ? { settled_by: random.chance(15) ? 'any_child' : settled_by } : {}),
      ...(summary && items.length === 0 ? { summary } : {}),
      ...(random.chance(15) ? { title: `${item.title} anew` } : {}),
      ...(random.chance(15) ? { level: random.pick(['required', 'recommended', 'optional']) } : {}),
      ...(random.chance(10) ? { phase: random.pick(['before', 'after']) } : {}),
      ...(random.chance(10) ? { when: { condition: random.pick(CONDITIONS), answer: true } } : {}),
      items: random.chance(15) && items.length > 0 ? [...items, added()] : items,
    };
    if (!random.chance(8)) return [changed];
    lifted.push(changed);
    return [];
  };
  const sections = before.sections.map((section) => ({ ...section, items: section.items.flatMap(change) }));
  const [first] = sections;
  first?.items.push(...lifted, added());
  const conditions = CONDITIONS.map((key) => ({
    key,
    question: `Is it ${key}${random.chance(20) ? ' then' : ''}?`,
  }));
  return { ...before, conditions, sections: sections.filter(({ items }) => items.length > 0) };
}
