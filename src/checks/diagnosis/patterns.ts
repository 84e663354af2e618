import { accessPatterns } from './access-patterns.js';
import { pairPatterns } from './pair-patterns.js';
import type { Pattern } from './pattern.js';

/** Symptoms and what is behind them: what explains more stands first. The first that fits is the likeliest cause. */
export const patterns: readonly Pattern[] = [...accessPatterns, ...pairPatterns];
