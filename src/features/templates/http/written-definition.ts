import { InvalidRequest } from '../../../http/problem.js';
import type { WrittenDefinition, WrittenItem } from '../commands/written-template.js';
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
    return {
      ...rest,
      // Plain objects: events hold no instances of classes.
      ...(links && { links: links.map(({ title, url }) => ({ title, url })) }),
      // Keys are compared case-folded, so they are kept that way.
      ...(key === undefined ? {} : { key: key.toLowerCase() }),
      level: level ?? 'required',
      phase: phase ?? 'before',
      items: (children ?? []).map((child, index) => written(child, `${pointer}/items/${index}`, depth + 1)),
    };
  };
  return {
    title: body.title,
    ...(typeof body.description === 'string' && { description: body.description }),
    sections: body.sections.map(({ source: _, path, ...section }, at) => ({
      ...section,
      path: path ?? [],
      items: section.items.map((item, index) => written(item, `/sections/${at}/items/${index}`, 1)),
    })),
    sign_offs: (body.sign_offs ?? []).map(({ role, title }) => ({ role, title })),
  };
}

function tooMuch(pointer: string, detail: string): InvalidRequest {
  return new InvalidRequest([{ pointer, code: 'limit', detail }]);
}
