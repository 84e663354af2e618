/** Whether the whole name fits the pattern, in which `*` stands for any characters and `?` for one. */
export function matchesPattern(pattern: string, name: string): boolean {
  let at = 0;
  let inName = 0;
  let star = -1;
  let afterStar = 0;
  while (inName < name.length) {
    if (pattern[at] === '*') {
      star = at;
      afterStar = inName;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[inName])) {
      at += 1;
      inName += 1;
    } else if (star >= 0) {
      afterStar += 1;
      inName = afterStar;
      at = star + 1;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/** Whether a name fits one of the patterns and none of those with `!` in front (ssh_config(5), PATTERNS). */
export function matchesPatterns(patterns: readonly string[], name: string): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}
