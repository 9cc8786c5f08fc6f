import type { Link } from '../template.events.js';
import { isLinkTarget } from '../link-target.rules.js';
import { LIMITS } from './limits.js';
import { readInline } from './markdown-engine.js';
import type { EngineEnv } from './markdown-engine.js';
import { collapse, cut } from './source-lines.js';

/** The words of one block: plain, on one line, with what was taken out of them. */
export interface InlineText {
  /** Without emphasis, images, comments and HTML; code spans and links give their text. */
  text: string;
  /** The words with the images' alternative texts, for a block that is nothing but images. */
  withImages: string;
  links: Link[];
  /** Insides of the HTML comments, in order. */
  comments: string[];
  /** True when the block is one link and nothing else. */
  onlyLink: boolean;
}

/** Content beyond this many characters is cut before it is read: titles and descriptions are shorter. */
const CONTENT_LENGTH = 4 * LIMITS.description;

/** Reads a block's Markdown content into plain text, links and comments. */
export function inlineText(content: string, env: EngineEnv): InlineText {
  const links: Link[] = [];
  const comments: string[] = [];
  let text = '';
  let withImages = '';
  let outside = '';
  let open: { url: string; from: number; imagesFrom: number } | null = null;
  const add = (words: string): void => {
    text += words;
    withImages += words;
    if (open === null) outside += words;
  };
  for (const token of readInline(content.slice(0, CONTENT_LENGTH), env)) {
    switch (token.type) {
      case 'text':
      case 'text_special':
      case 'code_inline':
        add(token.content);
        break;
      case 'softbreak':
      case 'hardbreak':
        add(' ');
        break;
      case 'image':
        withImages += token.content;
        break;
      case 'comment':
        comments.push(token.content);
        break;
      case 'look':
        if (token.content === 'br') add(' ');
        break;
      case 'link_open':
        open = { url: `${token.attrGet('href') ?? ''}`, from: text.length, imagesFrom: withImages.length };
        break;
      case 'link_close':
        if (open !== null) {
          const title = collapse(text.slice(open.from)) || collapse(withImages.slice(open.imagesFrom));
          addLink(links, title, open.url);
        }
        open = null;
        break;
      default:
        // Opening and closing of emphasis: no words.
        break;
    }
  }
  text = collapse(text);
  return {
    text,
    withImages: collapse(withImages),
    links,
    comments,
    onlyLink: links.length === 1 && text !== '' && collapse(outside) === '',
  };
}

/** Adds a link unless it is empty, too long, a mere anchor, of a scheme no template links to, there already, or one too many. */
export function addLink(links: Link[], title: string, url: string): void {
  if (url === '' || url.startsWith('#') || url.length > LIMITS.url || links.length >= LIMITS.links) return;
  if (!isLinkTarget(url)) return;
  const link = { title: cut(title === '' ? url : title, LIMITS.title), url };
  if (!links.some((known) => known.url === link.url && known.title === link.title)) links.push(link);
}
