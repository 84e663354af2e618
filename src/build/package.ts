import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { declarationFiles } from '../lab/cloud/schema.js';
import { packageFolder } from '../root.js';

/**
 * Makes dist/package: the program and everything that it uses as one bundle, which needs no other package, no compiler and
 * no network. The last step of `npm run build`, over the compiled code; the repository's own command runs it too.
 */
const target = join(packageFolder, 'dist/package');
const code = join(target, 'dist');
const require = createRequire(import.meta.url);

/** What code of the CommonJS kind among the packages finds in every module. */
const commonJs = [
  "import{createRequire as nodeRequire}from'node:module';import{dirname as nodeDirname}from'node:path';",
  'const require=nodeRequire(import.meta.url),__filename=import.meta.filename,__dirname=nodeDirname(__filename);',
].join('');

/** What is large and never used, by what it is imported as, and what stands in its place. */
const unused: Readonly<Record<string, string>> = {
  // The editor that one of inquirer's questions opens.
  '@inquirer/external-editor': "export const editAsync = () => { throw new Error('no editor'); };",
  // zod's messages in other languages.
  '../locales/index.js': '',
  // How the SDK sends files, which no call of ours has.
  'form-data': "module.exports = class FormData { constructor() { throw new Error('no files are sent'); } };",
  // node-fetch takes Node's own URL where there is one.
  'whatwg-url': 'exports.URL = URL;',
};
const leftOut: Plugin = {
  name: 'left-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path }) => (path in unused ? { path, namespace: 'left-out' } : undefined));
    onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({ contents: unused[path] ?? '' }));
  },
};

/** A map of one place, the file's beginning: a stack trace still names the file. */
const beginning = Buffer.from('{"version":3,"sources":[""],"mappings":"AAAA"}').toString('base64');
const shortMap = `\n//# sourceMappingURL=data:application/json;base64,${beginning}`;
const shortMaps: Plugin = {
  name: 'short-maps',
  setup({ onLoad }) {
    // Lines are of use for our own code; of libraries the file is enough, and the sentences of the catalogues do nothing.
    onLoad({ filter: /\/(node_modules\/.+|dist\/messages\/(en|zh)\/[\w-]+)\.[cm]?js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/gm, '') + shortMap,
      loader: 'js',
    }));
  },
};

/** Every start loads these: beside the sentences they are one file, where each file of its own would take a millisecond. */
const atEveryStart = ['errors', 'root', 'messages/language', 'messages/lists', 'messages/program', 'pair/next-command'];
const oneStart: Plugin = {
  name: 'one-start',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/messages\/say\.js$/ }, ({ path }) => ({
      contents: `${atEveryStart.map((name) => `import ${JSON.stringify(`../${name}.js`)};`).join('')}${readFileSync(path, 'utf8')}`,
      loader: 'js',
    }));
  },
};

rmSync(target, { recursive: true, force: true });
mkdirSync(code, { recursive: true });
const { metafile } = await build({
  absWorkingDir: packageFolder,
  entryPoints: ['dist/main.js', 'dist/lab/cloud/main.js'],
  outbase: 'dist',
  outdir: code,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  // Names stay, for stack traces and for errors that are told apart by them.
  minify: true,
  // Chinese as it is, not as escapes of twice its size.
  charset: 'utf8',
  keepNames: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  // Optional native code of ssh2, which does without.
  external: ['*.node', 'cpu-features'],
  banner: { js: commonJs },
  plugins: [leftOut, shortMaps, oneStart],
  metafile: true,
  logLevel: 'warning',
});
cpSync(join(packageFolder, 'templates'), join(target, 'templates'), { recursive: true });
mkdirSync(join(target, 'bin'));
const start = readFileSync(join(packageFolder, 'bin/ha-setup.js'), 'utf8');
writeFileSync(join(target, 'bin/ha-setup.js'), start.replace('dist/package/', ''), { mode: 0o755 });
for (const file of ['LICENSE', 'README.md', 'src/help/zh/README.md']) {
  cpSync(join(packageFolder, file), join(target, file));
}
for (const name of readdirSync(join(packageFolder, 'dist')).filter((file) => file.endsWith('.schema.json'))) {
  cpSync(join(packageFolder, 'dist', name), join(code, name));
}
cpSync(join(packageFolder, 'dist/help'), join(code, 'help'), {
  recursive: true,
  filter: (path) => !/\.js(\.map)?$/.test(path),
});
copyDeclarations();
writeFileSync(join(target, 'THIRD-PARTY-LICENSES'), collectLicences(metafile));
writeManifest();

/** What the rehearsal's cloud needs of the SDK's declarations: names and types of fields, without the prose. */
function copyDeclarations(): void {
  mkdirSync(join(code, 'sdk'));
  for (const file of Object.values(declarationFiles)) {
    const text = readFileSync(require.resolve(`tencentcloud-sdk-nodejs/tencentcloud/services/${file}`), 'utf8');
    writeFileSync(join(code, 'sdk', basename(file)), text.replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, ''));
  }
}

/** The licence of every package of which something is in the bundle. Throws where one says none. */
function collectLicences({ outputs }: Metafile): string {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const { name, version, license } = readJson(join(packageFolder, folder, 'package.json'));
      const file = readdirSync(join(packageFolder, folder)).find((one) => /^(licen[cs]e|copying)/i.test(one));
      if (license === undefined && file === undefined) throw new Error(`${name} has no licence`);
      const text = file === undefined ? '' : readFileSync(join(packageFolder, folder, file), 'utf8').trim();
      return `${name} ${version}: ${typeof license === 'string' ? license : 'see below'}\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(72)}\n\n`);
}

function writeManifest(): void {
  const { name, version, description, license, type, bin, engines } = readJson(join(packageFolder, 'package.json'));
  // A global installation puts it where man looks.
  const manifest = { name, version, description, license, type, bin, man: ['dist/help/ha-setup.1'], engines };
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
