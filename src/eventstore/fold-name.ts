const DOTLESS_I = '\u0131';

/**
 * The form under which unique names are compared: NFC, then full case folding (Unicode 3.13, D144; CaseFolding.txt,
 * status C and F), so that `Straße` is `STRASSE` and a final sigma any sigma.
 *
 * JavaScript has no case folding, but upper case tells apart just what folding does, once titles such as `ẞ` have been
 * lowered: over all code points this gives the classes of CaseFolding.txt, but for the dotless i, which has no capital
 * of its own outside of Turkish and is left as it is. So no table and no library is needed. Lower case comes last, for
 * names without such letters stay as they are written in most places. No NFKC: `①` and `1` are two names.
 */
export function foldName(name: string): string {
  return name
    .normalize('NFC')
    .split(DOTLESS_I)
    .map((part) => part.toLowerCase().toUpperCase().toLowerCase())
    .join(DOTLESS_I)
    .normalize('NFC');
}
