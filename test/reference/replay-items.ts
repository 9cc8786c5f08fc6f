export interface ModelRules {
  readonly level: string;
  readonly phase: string;
  readonly section: string;
  readonly settledBy: string | null;
  readonly when: { readonly condition: string; readonly answer: boolean } | null;
  readonly recursDays: number | null;
  readonly summary: string | null;
  readonly invariant: boolean;
}

export interface ModelItem {
  readonly id: string;
  key: string;
  wording: string;
  parent: string | null;
  /** In force. */
  rules: ModelRules;
  /** As written in the version that is in force for the item, with the children that it has there. */
  written: Written;
  /** Rules to come once a second person approves, null where the item goes; undefined where nothing waits. */
  pending?:
    | { id: string; written: Written | null; parent: string | null; alternatives: readonly string[] }
    | undefined;
  decision: {
    status: string;
    wording: string;
    effectiveAt: string;
    asidePending: boolean;
    asideId: string | null;
  } | null;
  readonly evidence: string[];
  readonly waivers: {
    id: string;
    gate: string | null;
    wording: string;
    expiresAt: string;
    approved: boolean;
    revoked: boolean;
  }[];
}

interface Written {
  readonly rules: ModelRules;
  readonly children: readonly string[];
}

/** A template's definition, as far as the model looks at it. */
export interface Definition {
  sections: { key: string; items: DefinedItem[] }[];
}
interface DefinedItem {
  id: string;
  key: string;
  title: string;
  description?: string;
  links?: unknown[];
  level: string;
  phase: string;
  settled_by?: string;
  when?: { condition: string; answer: boolean };
  recurs_days?: number;
  summary?: string;
  invariant?: boolean;
  threshold?: unknown;
  items: DefinedItem[];
}

interface Place {
  readonly defined: DefinedItem;
  readonly section: string;
  readonly parent: string | null;
}

export function placed(definition: Definition): Place[] {
  const places: Place[] = [];
  const walk = (defined: DefinedItem, section: string, parent: string | null): void => {
    places.push({ defined, section, parent });
    for (const child of defined.items) walk(child, section, defined.id);
  };
  for (const section of definition.sections) for (const item of section.items) walk(item, section.key, null);
  return places;
}

function rulesOf({ defined, section }: Place): ModelRules {
  return {
    level: defined.level,
    phase: defined.phase,
    section,
    settledBy: defined.items.length > 0 ? (defined.settled_by ?? 'all_children') : null,
    when: defined.when ?? null,
    recursDays: defined.recurs_days ?? null,
    summary: defined.items.length > 0 ? null : (defined.summary ?? null),
    invariant: defined.invariant === true,
  };
}

function wordingOf({ defined }: Place): string {
  const { title, description, links, level, threshold } = defined;
  return JSON.stringify([title, description ?? null, links ?? [], level, threshold ?? null]);
}

export function fresh(place: Place): ModelItem {
  const { id, key } = place.defined;
  const { parent } = place;
  return {
    id,
    key,
    wording: wordingOf(place),
    parent,
    rules: rulesOf(place),
    written: { rules: rulesOf(place), children: place.defined.items.map((child) => child.id) },
    decision: null,
    evidence: [],
    waivers: [],
  };
}

// Taken out from below others, it counts at the top as the strongest of them, until a second person agrees.
function atTop(olds: readonly ModelItem[], item: ModelItem, written: ModelRules): ModelRules {
  const order = ['optional', 'recommended', 'required'];
  let strongest = item;
  let above = olds.find((other) => other.id === item.parent);
  while (above) {
    if (order.indexOf(above.rules.level) >= order.indexOf(strongest.rules.level)) strongest = above;
    const { parent } = above;
    above = olds.find((other) => other.id === parent);
  }
  const { level, phase, section } = strongest.rules;
  return { ...written, level, phase, section };
}

interface Weak {
  readonly id: string;
  readonly item: string;
  readonly kinds: string[];
}

/** Items of the new version in its order, with what was said of them; then those that wait to be removed. */
export function upgraded(
  olds: readonly ModelItem[],
  places: readonly Place[],
  weakened: readonly Weak[],
): ModelItem[] {
  const news = places.map((place): ModelItem => {
    const old = olds.find((item) => item.id === place.defined.id);
    const next = fresh(place);
    if (!old) return next;
    const weak = weakened.find((entry) => entry.item === old.id);
    const carried = { ...old, key: next.key, wording: next.wording };
    if (!weak)
      return {
        ...carried,
        rules: next.rules,
        written: next.written,
        parent: next.parent,
        pending: undefined,
      };
    const { rules, children } = old.written;
    const said = weak.kinds.includes('question') ? { ...rules, when: null } : rules;
    const isLifted = weak.kinds.includes('parent');
    const added = next.written.children.filter((id) => !children.includes(id));
    return {
      ...carried,
      rules: isLifted ? atTop(olds, old, said) : said,
      parent: isLifted ? null : next.parent,
      pending: {
        id: weak.id,
        written: next.written,
        parent: next.parent,
        alternatives: weak.kinds.includes('alternatives') ? added : [],
      },
    };
  });
  const going = olds.filter(
    (old) => !news.some((item) => item.id === old.id) && weakened.some((entry) => entry.item === old.id),
  );
  const kept = going.map((old): ModelItem => {
    const weak = weakened.find((entry) => entry.item === old.id);
    const isBelow = going.some((other) => other.id === old.parent);
    return {
      ...old,
      rules: isBelow ? old.rules : atTop(olds, old, old.rules),
      parent: isBelow ? old.parent : null,
      pending: { id: weak?.id ?? '', written: null, parent: null, alternatives: [] },
    };
  });
  return [...news, ...kept];
}
