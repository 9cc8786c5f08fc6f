const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

// What terminals give no cell: combining marks, joiners, controls.
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;
// East Asian Width W and F (Unicode Standard Annex 11) as ranges of blocks, and what is shown as an emoji.
const WIDE =
  /^(?:[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|.+\ufe0f)/su;
const ASCII = /^[\x20-\x7e]*$/;

/** How many cells of a terminal a text takes, each emoji and East Asian wide character taking two. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The text in at most `width` cells, with `…` where something was left out. */
export function clip(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let left = width - 1;
  for (const { segment } of graphemes.segment(text)) {
    left -= graphemeWidth(segment);
    if (left < 0) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}

/** The text with spaces behind it up to `width` cells. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

function graphemeWidth(grapheme: string): 0 | 1 | 2 {
  if (WITHOUT_WIDTH.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

// Embeddings, overrides and isolates (Unicode Standard Annex 9) would reorder the cells beside them.
const UNSHOWABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A text from elsewhere on one line, without what would move the cursor or turn the writing direction. */
export function plain(text: string): string {
  return text.replace(UNSHOWABLE, ' ').trim();
}
