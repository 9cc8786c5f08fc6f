import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { Host } from './host.js';

/** `completion`: what bash, or zsh with bashcompinit, reads to complete commands and options. */
export function addCompletion(host: Host): void {
  host.passThrough(
    'completion',
    'print what bash reads to complete commands: eval "$(clearance completion)"',
    async (_, io: Io): Promise<ExitCode> => {
      await io.out.write(completionOf(host.program));
      return EXIT.ok;
    },
  );
}

function completionOf(program: Command): string {
  const cases = wordsOf(program, '').map(([path, words]) => `    '${path}') echo '${words.join(' ')}' ;;\n`);
  return `_clearance_words() {
  case $1 in
${cases.join('')}  esac
}
_clearance() {
  local word path='' current=\${COMP_WORDS[COMP_CWORD]}
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [ -n "$(_clearance_words "$path$word ")" ] && path="$path$word "
  done
  COMPREPLY=($(compgen -W "$(_clearance_words "$path")" -- "$current"))
}
complete -o default -F _clearance clearance
`;
}

/** What may follow a command: those behind it, or its options. */
function wordsOf(command: Command, path: string): (readonly [string, readonly string[]])[] {
  const below = command.commands.map((one) => one.name());
  const options = command.options.flatMap(({ long }) => long ?? []);
  return [
    [path, below.length > 0 ? below : options],
    ...command.commands.flatMap((one) => wordsOf(one, `${path}${one.name()} `)),
  ];
}
