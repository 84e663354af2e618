import { afterEach, describe, expect, it } from 'vitest';
import { paths } from '../../src/cluster/names.js';
import type { Answers } from '../../src/cluster/spec.js';
import type { HostFacts } from '../../src/facts/host.js';
import { parseSettings } from '../../src/facts/settings.js';
import { english } from '../../src/messages/en/english.js';
import type { Language } from '../../src/messages/language.js';
import { speak } from '../../src/messages/say.js';
import { chinese } from '../../src/messages/zh/chinese.js';
import { filesOperation } from '../../src/operations/files.js';
import { hooksOperation } from '../../src/operations/hooks.js';
import { renderHostFiles } from '../../src/operations/host-files.js';
import { serviceOperation } from '../../src/operations/service.js';
import { as, view } from '../fakes/view.js';

type Hosts = Partial<Record<'a' | 'b', Partial<HostFacts>>>;

const installed = {
  packages: { keepalived: '1:2.2.7-1+b2', python3: '3.11.2-1' },
  keepalivedVersion: [2, 2, 7] as const,
  python: { path: '/usr/bin/python3', version: [3, 11, 2] as const },
};

function settingsOf(hosts: Hosts, language?: Language) {
  const answers: Partial<Answers> = language === undefined ? {} : { language };
  const files = renderHostFiles(view({ answers, hosts }), 'a');
  const text = files.find(({ path }) => path === paths.settings)?.content.reveal() ?? '';
  return { text, settings: parseSettings(text) };
}

/** Both hosts as a run has left them that was made in this language. */
function leftBy(language: Language): Hosts {
  const base = view({ answers: { language }, hosts: { a: installed, b: installed } });
  const host = (node: 'a' | 'b'): Partial<HostFacts> => {
    const rendered = renderHostFiles(base, node);
    const files = rendered.map(({ path, sha256, content, mode }) => [
      path,
      { kind: 'file', mode, uid: 0, gid: 0, sha256, content: content.reveal() },
    ]);
    const settings = parseSettings(rendered.find(({ path }) => path === paths.settings)?.content.reveal() ?? '');
    const running = { enabled: true, active: true };
    return {
      ...installed,
      files: as<HostFacts['files']>(Object.fromEntries(files)),
      ...(settings && { settings }),
      service: as<HostFacts['service']>(running),
      hooksService: as<HostFacts['hooksService']>(running),
      guard: as<HostFacts['guard']>({ kind: 'on', peers: [base.topology.nodes[node === 'a' ? 'b' : 'a'].ip] }),
    };
  };
  return { a: host('a'), b: host('b') };
}

describe('the language of what the hosts say', () => {
  afterEach(() => speak(english));

  it('is the one in the answers', () => {
    expect(settingsOf({}, 'zh').settings?.language).toBe('zh');
    speak(chinese);
    expect(settingsOf({}, 'en').settings?.language).toBe('en');
  });

  it('is, on a new pair, that of the run', () => {
    expect(settingsOf({}).settings?.language).toBe('en');
    speak(chinese);
    expect(settingsOf({}).settings?.language).toBe('zh');
  });

  it('stays with the pair, whoever runs ha-setup next', () => {
    const hosts = leftBy('zh');
    expect(settingsOf(hosts).settings?.language).toBe('zh');
    for (const node of ['a', 'b'] as const) expect(filesOperation(node).diff(view({ hosts })).changes).toEqual([]);
  });

  it('is English where hooks of an older version are, which knew no other', () => {
    speak(chinese);
    const { text } = settingsOf({}, 'en');
    const { language: _, ...older } = JSON.parse(text);
    const settings = parseSettings(JSON.stringify(older));
    expect(settings).toBeDefined();
    if (settings) expect(settingsOf({ a: { settings } }).settings?.language).toBe('en');
  });

  it('is that of the README, of the log and of what systemd calls the service', () => {
    const textOf = (language: Language, path: string) =>
      renderHostFiles(view({ answers: { language } }), 'a')
        .find((file) => file.path === path)
        ?.content.reveal();
    expect(textOf('en', paths.hooksUnit)).toContain('Description=Keeps the VIP');
    expect(textOf('zh', paths.hooksUnit)).toContain('Description=使 VIP 与');
    expect(textOf('en', paths.hooks)).not.toMatch(/[\u3400-\u9fff]/);
    expect(textOf('zh', paths.hooks)).toContain('成为 MASTER');
    expect(textOf('zh', paths.hooks)).not.toContain("'became MASTER'");
    expect(textOf('zh', '/etc/keepalived/README')).toContain('各自的职责');
    // Nothing that keepalived reads is another one.
    for (const path of [paths.config, paths.dropIn, paths.guard]) expect(textOf('zh', path)).toBe(textOf('en', path));
  });

  it('changes by files and a restart of the hooks alone', () => {
    const changed = view({ answers: { language: 'zh' }, hosts: leftBy('en') });
    const written = filesOperation('a').diff(changed).changes;
    expect(written.map((change) => change.kind)).toEqual(written.map(() => 'file.write'));
    expect(written).toContainEqual(expect.objectContaining({ path: paths.settings }));
    expect(hooksOperation('a').diff(changed).changes).toContainEqual({ kind: 'hooks.restart', node: 'a' });
    expect(serviceOperation('a').diff(changed).changes).toEqual([]);
  });
});
