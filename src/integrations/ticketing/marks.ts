/** The line that tells, in a ticket or comment, what of Clearance it is. */
export function markLine(mark: string): string {
  return `Clearance ${mark}`;
}

/** A text with its mark underneath. */
export function marked(text: string, mark: string): string {
  return `${text.trimEnd()}\n\n${markLine(mark)}`;
}

/** Whether a text bears the mark, as a whole word. */
export function bears(text: string | null, mark: string): boolean {
  if (text === null) return false;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
    if (!/[\w@]/.test(text[at + mark.length] ?? ' ') && !/\w/.test(text[at - 1] ?? ' ')) return true;
  return false;
}

/** The last number in a URL or key of a ticket: `https://…/issues/12`, `#12`, `12`. Null where there is none. */
export function numberIn(text: string): string | null {
  return /^(?:[A-Za-z]{0,10}[ ]?#)?(\d{1,12})$/.exec(text.trim())?.[1] ?? null;
}
