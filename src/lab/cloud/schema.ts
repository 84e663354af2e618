import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { packageFolder } from '../../root.js';
import { ApiError } from './api-error.js';

/** A type as the SDK's declaration files write it, e.g. string, Array<Filter>, number | bigint. */
type TypeText = string;
interface Field {
  readonly type: TypeText;
  readonly optional: boolean;
}
type Fields = ReadonlyMap<string, Field>;

/** The declarations of one service: interfaces by name; null for those declared as null (no fields at all). */
export type Schema = ReadonlyMap<string, Fields>;

/** Parses the interfaces of a *_models.d.ts file; only what those generated files contain. Pure. */
export function parseDeclarations(text: string): Schema {
  const schema = new Map<string, Map<string, Field>>();
  let current: Map<string, Field> | undefined;
  let comment = false;
  for (const line of text.split('\n')) {
    if (comment || line.trimStart().startsWith('/**')) {
      comment = !line.includes('*/');
      continue;
    }
    const opening = /^export interface (\w+) \{/.exec(line);
    const empty = /^export type (\w+) = null;/.exec(line);
    const field = /^ {4}(\w+)(\?)?: (.+);$/.exec(line);
    if (opening?.[1] !== undefined) {
      current = new Map();
      schema.set(opening[1], current);
    } else if (empty?.[1] !== undefined) {
      schema.set(empty[1], new Map());
    } else if (field?.[1] !== undefined && field[3] !== undefined) {
      current?.set(field[1], { optional: field[2] === '?', type: field[3] });
    } else if (line === '}') {
      current = undefined;
    }
  }
  return schema;
}

const require = createRequire(import.meta.url);

/** Where a published package keeps the declarations, as it comes without the SDK's own files. */
export const bundledDeclarations = join(packageFolder, 'dist/sdk');

export const declarationFiles: Readonly<Record<string, string>> = {
  vpc: 'vpc/v20170312/vpc_models.d.ts',
  cvm: 'cvm/v20170312/cvm_models.d.ts',
  sts: 'sts/v20180813/sts_models.d.ts',
};
const loaded = new Map<string, Schema>();

/** The SDK's own declarations of a service, parsed on first use. */
export function schemaOf(service: string): Schema {
  const known = loaded.get(service);
  if (known !== undefined) return known;
  const file = declarationFiles[service];
  if (file === undefined) throw new Error(`no declarations for the service ${service}`);
  const bundled = join(bundledDeclarations, basename(file));
  const path = existsSync(bundled) ? bundled : require.resolve(`tencentcloud-sdk-nodejs/tencentcloud/services/${file}`);
  const schema = parseDeclarations(readFileSync(path, 'utf8'));
  loaded.set(service, schema);
  return schema;
}

function mistyped(path: string, type: TypeText): ApiError {
  return new ApiError('InvalidParameter', `The value type of parameter \`${path}\` is not valid; it must be ${type}.`);
}

function verifyValue(schema: Schema, type: TypeText, value: unknown, path: string): void {
  const element = /^Array<(.+)>$/.exec(type)?.[1];
  if (element !== undefined) {
    if (!Array.isArray(value)) throw mistyped(path, type);
    for (const [index, item] of value.entries()) verifyValue(schema, element, item, `${path}.${index}`);
  } else if (type === 'string' || type === 'boolean') {
    if (typeof value !== type) throw mistyped(path, type);
  } else if (type === 'number' || type === 'number | bigint') {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw mistyped(path, type);
  } else {
    verifyFields(schema, type, value, `${path}.`);
  }
}

/** Throws ApiError UnknownParameter, InvalidParameter or MissingParameter where `value` is not of the named interface. */
export function verifyFields(schema: Schema, name: string, value: unknown, prefix = ''): void {
  const fields = schema.get(name);
  if (fields === undefined) throw new Error(`no declaration of ${name}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw mistyped(prefix === '' ? 'body' : prefix.slice(0, -1), 'an object');
  }
  for (const [key, item] of Object.entries(value)) {
    const field = fields.get(key);
    if (field === undefined) {
      throw new ApiError('UnknownParameter', `The parameter \`${prefix}${key}\` is not recognized.`);
    }
    verifyValue(schema, field.type, item, `${prefix}${key}`);
  }
  for (const [key, field] of fields) {
    if (!field.optional && !(key in value)) {
      throw new ApiError('MissingParameter', `The request is missing a required parameter \`${prefix}${key}\`.`);
    }
  }
}
