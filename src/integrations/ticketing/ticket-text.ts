import type { ConnectionPlace } from '../../features/connections/connection.events.js';
import type { ItemView } from '../../features/items/items.module.js';
import { renderText, renderUrl, TemplateFailed, type TemplateScope } from './template.js';

const TITLE = '{{ project }}: {{ item.title }}';
const TEXT = `{{ item.title }} ({{ project }}, {{ item.checklist }}, {{ item.key }})
{% if item.description %}
{{ item.description }}
{% endif %}
It is {{ item.status }}, {{ item.level }}{% if item.due_on %}, due on {{ item.due_on }}{% endif %}.
{% if reason %}
{{ reason }}
{% endif %}{% if url %}
{{ url }}
{% endif %}{% for link in item.links %}
{{ link.title }}: {{ link.url }}{% endfor %}`;

export interface TicketWords {
  readonly title: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** How a new ticket reads. `reason` null: none is told. Throws TemplateFailed. */
export function ticketWords(
  place: ConnectionPlace,
  project: string,
  item: ItemView,
  reason: string | null,
): TicketWords {
  const url = itemPage(place, project, item);
  const scope: TemplateScope = { project, item: plain(item), reason: reason ?? '', url };
  return {
    title: line(renderText(place.title ?? TITLE, scope)),
    text: renderText(place.text ?? TEXT, scope)
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
    fields: Object.fromEntries(
      Object.entries(place.fields).map(([name, template]) => [name, renderText(template, scope)]),
    ),
  };
}

/**
 * Where people find an item (`target.item_url`, a template); null where nobody said. Throws TemplateFailed for what is no
 * address.
 */
export function itemPage({ target }: ConnectionPlace, project: string, item: ItemView): string | null {
  const { item_url: template } = target;
  if (template === undefined) return null;
  const url = renderUrl(template, { project, item: plain(item) });
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new TemplateFailed('target.item_url makes no URL of http or https');
  return url;
}

function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What templates may see of an item. */
function plain({
  key,
  title,
  description,
  status,
  level,
  phase,
  section,
  checklist,
  due_on,
  links,
}: ItemView) {
  return { key, title, description, status, level, phase, section, checklist, due_on, links };
}
