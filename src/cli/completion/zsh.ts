import { say } from '../../messages/say.js';
import type { DeclaredCommand, DeclaredFlag } from './declared.js';

/** A script for zsh, to be sourced after compinit, or to lie as _ha-setup in a folder of $fpath. */
export function renderZsh(commands: readonly DeclaredCommand[]): string {
  const root = commands.filter(({ name }) => name === '').flatMap(({ flags }) => flags);
  const named = commands.filter(({ name }) => name !== '');
  return `#compdef ha-setup
# zsh completion for ha-setup, printed by: ha-setup completion zsh
_ha_setup() {
  local curcontext=$curcontext state line
  local -a commands
  typeset -A opt_args
  _arguments -C \\
${root.map((flag) => `    ${renderFlag(flag)} \\`).join('\n')}
    '1: :->command' '*:: :->rest' && return
  case $state in
    command)
      commands=(
${named.map(({ name, description }) => `        ${quote(`${name}:${description}`)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
${named.map(renderCommand).join('\n')}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = _ha-setup ]; then _ha_setup "$@"; else compdef _ha_setup ha-setup; fi
`;
}

function renderCommand({ name, flags, operands }: DeclaredCommand): string {
  const operand = operands.length > 0 ? [`'1: :(${operands.join(' ')})'`] : [];
  return `        ${name}) _arguments ${[...flags.map(renderFlag), ...operand].join(' ')} ;;`;
}

function renderFlag({ name, description, value }: DeclaredFlag): string {
  const about = description.replace(/[\\[\]:]/g, '\\$&');
  return quote(`${name}[${about}]${value === undefined ? '' : `:${say.usage.values.value}:${actionOf(value)}`}`);
}

function actionOf(value: NonNullable<DeclaredFlag['value']>): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'answers':
      return '_files -g "*.(yaml|yml|json)"';
    case 'file':
      return '_files';
    case 'text':
      return '';
  }
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
