import { declare } from '../cli/completion/declared.js';
import { declaredCommands } from '../cli/program.js';
import { exitCodes } from '../errors.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { answersTable } from './answers-keys.js';
import { apiCodesTable } from './api-codes.js';
import { preflightTable, verifyTable } from './checks.js';
import { distributionsTable } from './distributions.js';
import { glossaryTable } from './glossary.js';
import type { Entry } from './lay-out.js';

function exitCodesTable(): readonly Entry[] {
  return Object.entries(exitCodes).map(([name, code]) => ({
    term: String(code),
    text: say.help.exitCodes[name as keyof typeof exitCodes],
  }));
}

function commandsTable(): readonly Entry[] {
  return declaredCommands().map((command, index) => ({
    term: index === 0 ? 'ha-setup' : command.name(),
    text: command.description(),
  }));
}

/** Every flag once, with the commands that take it where not all do; a flag that means two things has two rows. */
function flagsTable(): readonly Entry[] {
  const commands = declaredCommands().map((command, index) => declare(command, index === 0));
  const rows = new Map<string, { readonly term: string; readonly text: string; readonly of: string[] }>();
  for (const { name, flags } of commands) {
    for (const { name: term, description: text } of flags) {
      const row = rows.get(`${term} ${text}`) ?? { term, text, of: [] };
      row.of.push(name || 'ha-setup');
      rows.set(`${term} ${text}`, row);
    }
  }
  return [...rows.values()].map(({ term, text, of }) => ({
    term,
    text:
      of.length > 1 && of.includes('ha-setup') && of.includes('status')
        ? text
        : say.help.ofCommands({ commands: listed(of), text }),
  }));
}

/** The tables that are made from the code, by the name that a topic calls them. */
export const tables: Readonly<Record<string, () => readonly Entry[]>> = {
  'exit-codes': exitCodesTable,
  commands: commandsTable,
  flags: flagsTable,
  'answers-keys': answersTable,
  'api-codes': apiCodesTable,
  distributions: distributionsTable,
  glossary: glossaryTable,
  preflight: preflightTable,
  verify: verifyTable,
};
