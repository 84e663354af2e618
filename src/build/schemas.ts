import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { doctorResult } from '../cluster/doctor-result.js';
import { logsResult } from '../cluster/logs-result.js';
import { notifyResult } from '../cluster/notify-result.js';
import { pairResult } from '../cluster/pair-result.js';
import { answersJsonSchema } from '../cluster/spec.js';
import { statusResult } from '../cluster/status-result.js';
import { verifyResult } from '../cluster/verify-result.js';

const schemas: Readonly<Record<string, object>> = {
  answers: answersJsonSchema(),
  verify: z.toJSONSchema(verifyResult),
  status: z.toJSONSchema(statusResult),
  logs: z.toJSONSchema(logsResult),
  pairs: z.toJSONSchema(pairResult),
  doctor: z.toJSONSchema(doctorResult),
  notify: z.toJSONSchema(notifyResult),
};

/** Run by the build: JSON Schemas of the answers, for editors, and of what --json prints, beside the compiled code. */
for (const [name, schema] of Object.entries(schemas)) {
  writeFileSync(new URL(`../${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
