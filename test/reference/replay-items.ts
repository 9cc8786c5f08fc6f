export interface ModelRules {
  readonly level: string;
  readonly phase: string;
  readonly section: string;
  readonly settledBy: string | null;
  readonly when: { readonly condition: string; readonly answer: boolean } | null;
  readonly recursDays: number | null;
  readonly summary: string | null;
}

export interface ModelItem {
  readonly id: string;
  key: string;
  wording: string;
  parent: string | null;
  rules: ModelRules;
  /** Rules to come once a second person approves, null where the item goes; undefined where nothing waits. */
  pending?: { id: string; rules: ModelRules | null; parent: string | null } | undefined;
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
    decision: null,
    evidence: [],
    waivers: [],
  };
}

/** Items of the new version in its order, with what was said of them; then those that wait to be removed. */
export function upgraded(
  olds: readonly ModelItem[],
  places: readonly Place[],
  weakened: readonly { id: string; item: string; kinds: string[] }[],
): ModelItem[] {
  const news = places.map((place): ModelItem => {
    const old = olds.find((item) => item.id === place.defined.id);
    const next = fresh(place);
    if (!old) return next;
    const weak = weakened.find((entry) => entry.item === old.id);
    const carried = { ...old, key: next.key, wording: next.wording };
    if (!weak) return { ...carried, rules: next.rules, parent: next.parent, pending: undefined };
    const parent = weak.kinds.includes('parent') ? null : next.parent;
    return { ...carried, parent, pending: { id: weak.id, rules: next.rules, parent: next.parent } };
  });
  const going = olds.filter(
    (old) => !news.some((item) => item.id === old.id) && weakened.some((entry) => entry.item === old.id),
  );
  const kept = going.map((old): ModelItem => {
    const weak = weakened.find((entry) => entry.item === old.id);
    const isBelow = going.some((other) => other.id === old.parent);
    return {
      ...old,
      parent: isBelow ? old.parent : null,
      pending: { id: weak?.id ?? '', rules: null, parent: null },
    };
  });
  return [...news, ...kept];
}
