import type { DeclaredCommand, DeclaredFlag } from './declared.js';

/** A script for fish 3 and later. */
export function renderFish(commands: readonly DeclaredCommand[]): string {
  const lines = commands.flatMap(({ name, description, flags, operands }) => {
    const here = name === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${name}`;
    const line = (rest: string) => `complete -c ha-setup -n ${quote(here)} ${rest}`;
    return [
      ...(name === '' ? [] : [`complete -c ha-setup -n __fish_use_subcommand -a ${name} -d ${quote(description)}`]),
      ...flags.map((flag) => line(renderFlag(flag))),
      ...(operands.length > 0 ? [line(`-a ${quote(operands.join(' '))}`)] : []),
    ];
  });
  return `# fish completion for ha-setup, printed by: ha-setup completion fish
complete -c ha-setup -f
${lines.join('\n')}
`;
}

function renderFlag({ name, description, value }: DeclaredFlag): string {
  const flag = `-l ${name.replace(/^--/, '')} -d ${quote(description)}`;
  return value === undefined ? flag : `${flag} ${renderValue(value)}`;
}

function renderValue(value: NonNullable<DeclaredFlag['value']>): string {
  switch (value.kind) {
    case 'words':
      return `-x -a ${quote(value.words.join(' '))}`;
    case 'answers': {
      const found = ['yaml', 'yml', 'json'].map((ending) => `(commandline -ct)*.${ending}`).join(' ');
      return `-x -a ${quote(`(for file in ${found}; echo $file; end; __fish_complete_directories)`)}`;
    }
    case 'file':
      return '-r -F';
    case 'text':
      return '-x';
  }
}

const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
