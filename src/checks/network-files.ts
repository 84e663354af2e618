import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error } from './finding.js';

export const networkFilesCheck = defineCheck({
  id: 'network.files',
  subject: 'network',
  about: () => say.about.networkFiles,
  when: ['preflight'],
  needs: ['topology', 'host'],
  run({ topology: { vip }, host: { id, host } }) {
    return findMentions(host.networkFiles, vip).map((file) =>
      error(id, say.checks.networkFiles.found({ file, vip }), say.checks.networkFiles.hint),
    );
  },
});

/** Files and lines of the settings that name this very address, in use: not a longer one, and not a comment. */
export function findMentions(lines: readonly string[], vip: string): readonly string[] {
  const address = new RegExp(`(?<![\\d.])${vip.replaceAll('.', '\\.')}(?![\\d.])`);
  return lines.flatMap((line) => {
    const [, place, content = ''] = /^([^:]+:\d+):(.*)$/.exec(line) ?? [];
    return place !== undefined && !/^\s*[#;]/.test(content) && address.test(content) ? [place] : [];
  });
}
