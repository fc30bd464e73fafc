import type { CommandSpec } from '../spec.ts';
import { completesOption, completesWord, type Completes, type CompletionModel } from './model.ts';

/** Returns the script that completes `sealwright` in bash 3.2 or later. */
export function bashCompletion({ commands }: CompletionModel): string {
  return `# Completes sealwright in bash: eval "$(sealwright completion bash)"
_sealwright() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  # Bash cuts --option=value into three words.
  if [[ $current == '=' ]]; then
    current=
  elif [[ $previous == '=' && COMP_CWORD -ge 3 ]]; then
    previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  if [[ COMP_CWORD -le 1 ]]; then
    _sealwright_words '${[...commands.map((one) => one.name), 'help', '--help', '--version'].join(' ')}'
    return
  fi
  case "$command $previous" in
    'help help') _sealwright_words '${commands.map((one) => one.name).join(' ')}'; return ;;
${commands.flatMap(valueLines).join('\n')}
  esac
  case "$command" in
${commands.flatMap(wordLines).join('\n')}
  esac
}
_sealwright_words() {
  local IFS=$' \\n'
  COMPREPLY=($(compgen -W "$1" -- "$current"))
}
_sealwright_paths() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$current"))
}
complete -F _sealwright sealwright
`;
}

/** After an option, its value. */
function valueLines(command: CommandSpec): readonly string[] {
  return command.options.flatMap((option) =>
    option.value === undefined
      ? []
      : [`    ${option.names.map((name) => `'${command.name} --${name}'`).join('|')}) ${call(completesOption(option))}; return ;;`],
  );
}

function wordLines(command: CommandSpec): readonly string[] {
  const options = [...command.options.flatMap((option) => option.names.map((name) => `--${name}`)), '--help'].join(' ');
  const kinds = command.words.map(completesWord);
  const few = kinds.flatMap((one) => (one.kind === 'words' ? one.words : []));
  const paths = kinds.find((one) => one.kind === 'files' || one.kind === 'folders');
  const otherwise = few.length > 0 ? call({ kind: 'words', words: few }) : call(paths ?? { kind: 'nothing' });
  return [`    ${command.name}) if [[ $current == -* ]]; then _sealwright_words '${options}'; else ${otherwise}; fi ;;`];
}

function call(what: Completes): string {
  switch (what.kind) {
    case 'words':
      return `_sealwright_words '${what.words.join(' ')}'`;
    case 'files':
      return '_sealwright_paths -f';
    case 'folders':
      return '_sealwright_paths -d';
    case 'nothing':
      return ':';
    default: {
      const never: never = what;
      return never;
    }
  }
}
