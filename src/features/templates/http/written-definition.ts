import { InvalidRequest } from '../../../http/problem.js';
import type { WrittenDefinition, WrittenItem } from '../commands/written-template.js';
import { conditionsOf, rulesOf } from '../item-rules.rules.js';
import type { ItemRules } from '../template.events.js';
import { LIMITS } from '../parsing/limits.js';
import type { ItemBody, TemplateBody, VersionBody } from './template.dto.js';

/**
 * A body as the command takes it, with the defaults filled in and without what is only read of a version. Throws
 * InvalidRequest past the limits on items.
 */
export function writtenDefinition(body: VersionBody | TemplateBody): WrittenDefinition {
  let items = 0;
  const written = (item: ItemBody, pointer: string, depth: number): WrittenItem => {
    items += 1;
    if (items > LIMITS.items) throw tooMuch(pointer, `a template has at most ${LIMITS.items} items`);
    if (depth > LIMITS.depth) throw tooMuch(pointer, `items nest at most ${LIMITS.depth} deep`);
    const { items: children, level, phase, key, links, source: _, ...rest } = item;
    const { id, title, description, settled_by, claimed } = rest;
    if (rest.summary !== undefined && (children ?? []).length > 0)
      throw new InvalidRequest([
        { pointer: `${pointer}/summary`, code: 'summary', detail: 'is for items without items below them' },
      ]);
    return {
      title,
      ...(id !== undefined && { id }),
      ...(description !== undefined && { description }),
      ...(settled_by !== undefined && { settled_by }),
      ...(claimed !== undefined && { claimed }),
      ...foldedRules(rest),
      // Plain objects: events hold no instances of classes.
      ...(links && { links: links.map(({ title, url }) => ({ title, url })) }),
      // Keys are compared case-folded, so they are kept that way.
      ...(key === undefined ? {} : { key: key.toLowerCase() }),
      level: level ?? 'required',
      phase: phase ?? 'before',
      items: (children ?? []).map((child, index) => written(child, `${pointer}/items/${index}`, depth + 1)),
    };
  };
  const sections = body.sections.map(({ source: _, path, ...section }, at) => ({
    ...section,
    path: path ?? [],
    items: section.items.map((item, index) => written(item, `/sections/${at}/items/${index}`, 1)),
  }));
  const declared = (body.conditions ?? []).map(({ key, question }) => ({ key: key.toLowerCase(), question }));
  const twice = declared.findIndex(({ key }, at) => declared.findIndex((other) => other.key === key) < at);
  if (twice >= 0)
    throw new InvalidRequest([
      { pointer: `/conditions/${twice}/key`, code: 'twice', detail: 'stands in the template twice' },
    ]);
  const conditions = conditionsOf({ conditions: declared, sections });
  return {
    title: body.title,
    ...(conditions.length > 0 && { conditions }),
    ...(typeof body.description === 'string' && { description: body.description }),
    sections,
    sign_offs: (body.sign_offs ?? []).map(({ role, title }) => ({ role, title })),
  };
}

/** The rules, with the condition's key as it is compared. */
function foldedRules(item: ItemRules): ItemRules {
  const rules = rulesOf(item);
  return rules.when
    ? { ...rules, when: { ...rules.when, condition: rules.when.condition.toLowerCase() } }
    : rules;
}

function tooMuch(pointer: string, detail: string): InvalidRequest {
  return new InvalidRequest([{ pointer, code: 'limit', detail }]);
}
