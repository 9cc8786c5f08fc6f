/** A node of the Atlassian Document Format (https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/). */
export interface AdfNode {
  readonly type: string;
  readonly version?: 1;
  readonly text?: string;
  readonly content?: readonly AdfNode[];
}

/** Plain text as a document: a paragraph where an empty line stands, a line break where a line ends. */
export function adfOf(text: string): AdfNode {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return { version: 1, type: 'doc', content: paragraphs.map(paragraph) };
}

function paragraph(text: string): AdfNode {
  const content = text.split('\n').flatMap((line, at): AdfNode[] => [
    ...(at === 0 ? [] : [{ type: 'hardBreak' }]),
    // A text node may not be empty.
    ...(line === '' ? [] : [{ type: 'text', text: line }]),
  ]);
  return { type: 'paragraph', content };
}

/** The text of a document, or of what is text already. */
export function textOfAdf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const { text, content } = value as { text?: unknown; content?: unknown };
  const own = typeof text === 'string' ? text : '';
  return own + (Array.isArray(content) ? content.map(textOfAdf).join(' ') : '');
}
