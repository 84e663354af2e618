import { type Entry, layOutEntries } from './lay-out.js';

export interface FilledTopic {
  readonly name: string;
  readonly about: string;
  readonly also: readonly string[];
  readonly text: string;
}

const marker = /^<!-- table: (\S+) -->$/gm;
const alsoLine = /^<!-- also: (.*) -->\n/m;
const titleLine = /^# (\S+): (.+)\n/;

/**
 * A topic's source with its tables filled in. Its first line is "# NAME: what it is about"; a line "<!-- also: WORDS -->"
 * gives other words for it, "<!-- table: NAME -->" is where a table goes. Throws Error for a source that is not so.
 */
export function fillTopic(
  name: string,
  source: string,
  tables: Readonly<Record<string, () => readonly Entry[]>>,
): FilledTopic {
  const [, title, about] = titleLine.exec(source) ?? [];
  if (title !== name || about === undefined) throw new Error(`${name}.md does not begin with "# ${name}: …"`);
  const also = alsoLine.exec(source)?.[1]?.split(' ') ?? [];
  const text = source.replace(alsoLine, '').replace(marker, (_, table: string) => {
    const make = tables[table];
    if (make === undefined) throw new Error(`${name}.md: there is no table ${table}`);
    return layOutEntries(make());
  });
  return { name, about, also, text };
}

/** The topic of another language, to which the words lead that lead to this one. */
export function alsoLedBy(topic: FilledTopic, other: FilledTopic): FilledTopic {
  return { ...topic, also: [...other.also, ...topic.also] };
}
