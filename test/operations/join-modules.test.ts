import { describe, expect, it } from 'vitest';
import { joinModules } from '../../src/operations/join-modules.js';

const main = `#!/usr/bin/python3
"""What it does."""
import sys

from vip.greet import greet

if __name__ == '__main__':
    greet(sys.argv)
`;
const greet = `"""Greets.

And more of it."""
import sys

from vip.words import HELLO


def greet(argv):
    print(HELLO, argv, file=sys.stderr)
`;
const words = `"""Words."""
from typing import NamedTuple
import json  # noqa: F401  (not (ever) used)

HELLO, BYE = 'hello', 'bye'
`;

describe('modules joined into one file', () => {
  it('stand after those that they need, under one list of imports', () => {
    expect(joinModules({ __main__: main, greet, words })).toBe(`#!/usr/bin/python3
"""What it does."""
import json  # noqa: F401  (not (ever) used)
import sys
from typing import NamedTuple


# --- words: Words. ---

HELLO, BYE = 'hello', 'bye'


# --- greet: Greets. ---
#
# And more of it.

def greet(argv):
    print(HELLO, argv, file=sys.stderr)


if __name__ == '__main__':
    greet(sys.argv)
`);
  });

  it('are the same text whatever the order in which they are given', () => {
    expect(joinModules({ words, greet, __main__: main })).toBe(joinModules({ __main__: main, greet, words }));
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['without an entry', { words }, /no module __main__/],
    ['one that is missing', { __main__: main, greet }, /no module words/],
    ['one that nobody imports', { __main__: main, greet, words, alone: words }, /no module imports alone/],
    ['one without a docstring', { __main__: main, greet, words: 'HELLO = 1\n' }, /words begins with no docstring/],
    [
      'a name that is defined twice',
      { __main__: main, greet, words: `${words}greet = 5\n` },
      /greet is defined in words/,
    ],
    ['an import further down', { __main__: main, greet, words: `${words}import os\n` }, /words: an import is not/],
    [
      'a circle',
      { __main__: main, greet, words: words.replace('import json', 'from vip.greet import greet\nimport json') },
      /__main__ -> greet -> words -> greet/,
    ],
  ])('refuses %s', (_, modules, complaint) => {
    expect(() => joinModules(modules)).toThrow(complaint);
  });
});
