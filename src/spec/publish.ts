import { writeFileSync } from 'node:fs';
import { answersJsonSchema } from './answers.js';

/** Run by the build: the answers' JSON Schema, for editors, beside the compiled code. */
writeFileSync(new URL('../answers.schema.json', import.meta.url), `${JSON.stringify(answersJsonSchema(), null, 2)}\n`);
