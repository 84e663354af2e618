/** How the language joins two of a row. */
export const lists = {
  and: ({ one, other }: { one: string; other: string }) => `${one} and ${other}`,
  or: ({ one, other }: { one: string; other: string }) => `${one} or ${other}`,
  comma: ({ one, other }: { one: string; other: string }) => `${one}, ${other}`,
  semicolon: ({ one, other }: { one: string; other: string }) => `${one}; ${other}`,
};
