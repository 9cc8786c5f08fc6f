import { Liquid, type LiquidOptions, type Template } from 'liquidjs';

/** A template that cannot be read or rendered, and why. */
export class TemplateFailed extends Error {
  override readonly name = 'TemplateFailed';
}

const TEMPLATE_LIMIT = 16_384;
const RENDER_MS = 100;
const MEMORY_LIMIT = 2_000_000;

/** What templates may do: show values, choose and repeat. Nothing that reads files or other templates. */
const TAGS: ReadonlySet<string> = new Set([
  'if',
  'unless',
  'case',
  'for',
  'assign',
  'capture',
  'comment',
  'raw',
]);

/** Values that a template sees. */
export type TemplateScope = Readonly<Record<string, unknown>>;

/**
 * Liquid (https://liquidjs.com) without files, inherited members and unknown names, bounded in size, time and memory.
 * `escape` is done to every value that is put out.
 */
class Engine {
  private readonly liquid: Liquid;
  private readonly read = new Map<string, Template[]>();

  constructor(escape: LiquidOptions['outputEscape']) {
    this.liquid = new Liquid({
      ownPropertyOnly: true,
      strictFilters: true,
      dynamicPartials: false,
      templates: {},
      parseLimit: TEMPLATE_LIMIT,
      renderLimit: RENDER_MS,
      memoryLimit: MEMORY_LIMIT,
      ...(escape === undefined ? {} : { outputEscape: escape }),
    });
    for (const tag of Object.keys(this.liquid.tags))
      if (!TAGS.has(tag)) Reflect.deleteProperty(this.liquid.tags, tag);
  }

  render(text: string, scope: TemplateScope): string {
    try {
      return String(this.liquid.renderSync(this.parsed(text), { ...scope }));
    } catch (error) {
      throw new TemplateFailed(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }

  parsed(text: string): Template[] {
    const known = this.read.get(text);
    if (known) return known;
    try {
      const parsed = this.liquid.parse(text);
      if (this.read.size > 500) this.read.clear();
      this.read.set(text, parsed);
      return parsed;
    } catch (error) {
      throw new TemplateFailed(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}

const plain = new Engine(undefined);
const inUrl = new Engine((value) =>
  encodeURIComponent(value === null || value === undefined ? '' : String(value)),
);

/** Throws TemplateFailed where the text is no template. */
export function checkTemplate(text: string): void {
  plain.parsed(text);
}

/** Renders text. Throws TemplateFailed. */
export function renderText(text: string, scope: TemplateScope): string {
  return plain.render(text, scope);
}

/** Renders a URL: what is put in is percent-encoded. Throws TemplateFailed. */
export function renderUrl(text: string, scope: TemplateScope): string {
  return inUrl.render(text, scope);
}

/** Renders a header's value. Throws TemplateFailed for what would end the line. */
export function renderHeader(text: string, scope: TemplateScope): string {
  const value = plain.render(text, scope);
  if (/[\r\n\0]/.test(value)) throw new TemplateFailed('a header holds no line ends');
  return value;
}

/** Renders every text in a JSON value, names of members apart: what is put in stays inside of its text. */
export function renderJson(value: unknown, scope: TemplateScope): unknown {
  if (typeof value === 'string') return plain.render(value, scope);
  if (Array.isArray(value)) return value.map((entry) => renderJson(entry, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, renderJson(entry, scope)]));
}

/** The same for templates only: throws TemplateFailed for the first that cannot be read. */
export function checkJson(value: unknown): void {
  if (typeof value === 'string') checkTemplate(value);
  else if (typeof value === 'object' && value !== null)
    for (const entry of Object.values(value)) checkJson(entry);
}
