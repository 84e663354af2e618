import type { DeclaredCommand, DeclaredFlag } from './declared.js';

/** A script for bash 3.2 and later; it needs nothing of the package bash-completion. */
export function renderBash(commands: readonly DeclaredCommand[]): string {
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  const flags = new Map(commands.flatMap((command) => command.flags.map((flag) => [flag.name, flag] as const)));
  const withValue = [...flags.values()].filter(({ value }) => value !== undefined);
  return `# bash completion for ha-setup, printed by: ha-setup completion bash
_ha_setup() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= words= flags= i
  # bash takes "--answers=FILE" apart at the "=".
  if [ "$cur" = = ]; then cur=
  elif [ "$prev" = = ]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${withValue.map(({ name }) => name).join('|')}) ((i++)) ;;
      ${names.join('|')}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  local IFS=$'\\n'
  COMPREPLY=()
  case $prev in
${withValue.map(renderValue).join('\n')}
  esac
  case $command in
${commands.map((command) => renderCommand(command, names)).join('\n')}
  esac
  case $cur in -*) words=$flags ;; esac
  IFS=$' \\n'
  COMPREPLY=($(compgen -W "\${words:-$flags}" -- "$cur"))
}
complete -F _ha_setup ha-setup
`;
}

function renderValue({ name, value }: DeclaredFlag): string {
  const files = 'compopt -o filenames 2>/dev/null';
  const complete = (what: string) => `COMPREPLY=(${what})`;
  switch (value?.kind) {
    case 'words':
      return `    ${name}) IFS=$' \\n'; ${complete(`$(compgen -W '${value.words.join(' ')}' -- "$cur")`)}; return ;;`;
    case 'answers': {
      const found = ['yaml', 'yml', 'json'].map((ending) => `$(compgen -f -X '!*.${ending}' -- "$cur")`);
      return `    ${name}) ${files}; ${complete(`${found.join(' ')} $(compgen -d -- "$cur")`)}; return ;;`;
    }
    case 'file':
      return `    ${name}) ${files}; ${complete('$(compgen -f -- "$cur")')}; return ;;`;
    default:
      return `    ${name}) return ;;`;
  }
}

function renderCommand({ name, flags, operands }: DeclaredCommand, names: readonly string[]): string {
  const words = name === '' ? names : operands;
  const dashed = flags.map((flag) => flag.name);
  return `    ${name === '' ? "''" : name}) words='${words.join(' ')}' flags='${dashed.join(' ')}' ;;`;
}
