import type { CommandSpec, OptionSpec, WordSpec } from '../spec.ts';
import { completesOption, completesWord, type Completes, type CompletionModel } from './model.ts';

/** Returns the script that completes `sealwright` in zsh: to be evaluated, or put as `_sealwright` in a folder of `$fpath`. */
export function zshCompletion({ commands }: CompletionModel): string {
  const described = [...commands.map((one) => [one.name, one.summary] as const), ['help', 'one command in full'] as const];
  return `#compdef sealwright
# Completes sealwright in zsh: source <(sealwright completion zsh)
_sealwright() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C '(- *)--help[the commands]' '(- *)--version[the version]' '1: :->command' '*:: :->argument'
  case $state in
    command)
      local -a commands
      commands=(
${described.map(([name, about]) => `        ${quoted(`${name}:${about.replaceAll('\\', '\\\\').replaceAll(':', '\\:')}`)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    argument)
      curcontext="\${curcontext%:*:*}:sealwright-$words[1]:"
      case $words[1] in
        help) _arguments '1:command:(${commands.map((one) => one.name).join(' ')})' ;;
${commands.map(commandLines).join('\n')}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _sealwright ]]; then
  _sealwright "$@"
else
  compdef _sealwright sealwright
fi
`;
}

function commandLines(command: CommandSpec): string {
  const specs = [...command.options.flatMap(optionSpecs), ...command.words.map((word, i) => wordSpec(word, i + 1)), "'(- *)--help[how it is used]'"];
  return `        ${command.name})\n          _arguments -s \\\n            ${specs.join(' \\\n            ')}\n          ;;`;
}

function optionSpecs(option: OptionSpec): readonly string[] {
  return option.names.map((name) => {
    const others = option.repeat === true ? '*' : option.names.length > 1 ? `(${option.names.map((one) => `--${one}`).join(' ')})` : '';
    const value = option.value === undefined ? '' : `:${inSpec(option.value)}:${action(completesOption(option))}`;
    return quoted(`${others}--${name}${option.value === undefined ? '' : '='}[${inSpec(option.about)}]${value}`);
  });
}

function wordSpec(word: WordSpec, place: number): string {
  return quoted(`${word.many ? '*' : place}:${word.required ? '' : ':'}${inSpec(word.name)}:${action(completesWord(word))}`);
}

function action(what: Completes): string {
  switch (what.kind) {
    case 'words':
      return `(${what.words.join(' ')})`;
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'nothing':
      return ' ';
    default: {
      const never: never = what;
      return never;
    }
  }
}

/** Text within a specification of `_arguments`, where brackets and colons have a meaning. */
function inSpec(text: string): string {
  return text.replaceAll(/[\\[\]:]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
