import { spawnSync } from 'node:child_process';
import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { emphasise, findText, type Manual } from '../../src/commands/help.js';
import { AnswersError } from '../../src/errors.js';
import { showPaged } from '../../src/ui/pager.js';

const manual: Manual = {
  topics: [
    { name: 'verify', about: 'checks', also: ['status'] },
    { name: 'distributions', about: 'systems', also: ['os'] },
  ],
  read: (name) => `# ${name}\n`,
};

function complaint(topic: string): AnswersError {
  try {
    findText(manual, topic);
  } catch (error) {
    if (error instanceof AnswersError) return error;
  }
  throw new Error('it was found');
}

describe('help', () => {
  it('lists each topic with a line', () => {
    expect(findText(manual, undefined)).toContain('    verify         checks\n    distributions  systems\n');
  });

  it.each(['verify', 'status', 'VERIFY'])('shows the topic for %s', (word) => {
    expect(findText(manual, word)).toBe('# verify\n');
  });

  it.each([
    ['vrify', 'ha-setup help verify'],
    ['statsu', 'ha-setup help verify'],
    ['dist', 'ha-setup help distributions'],
    ['verifying', 'ha-setup help verify'],
  ])('%s leads to the nearest topic', (word, command) => {
    const error = complaint(word);
    expect(error.exitCode).toBe(3);
    expect(error.message).toContain(word);
    expect(error.hint).toContain(`the nearest is: ${command};`);
  });

  it('names no topic for a word that is like none', () => {
    expect(complaint('quaternion').hint).toBe('ha-setup help lists all topics');
  });
});

describe('emphasis', () => {
  const text = '# A\n\n**b** and `c`\n- *two\n  lines.* `*.yaml`\n\n    `d`\n```yaml\n# e\n```\n';

  it('leaves Markdown as it is where there are no colours', () => {
    expect(emphasise(text, new Chalk({ level: 0 }))).toBe(text);
  });

  it('takes the marks away where colours take their place, and leaves code alone', () => {
    const chalk = new Chalk({ level: 1 });
    const list = `- ${chalk.bold('two\n  lines.')} ${chalk.cyan('*.yaml')}`;
    const shown = `${chalk.bold('A')}\n\n${chalk.bold('b')} and ${chalk.cyan('c')}\n${list}\n\n    \`d\`\n    # e\n`;
    expect(emphasise(text, chalk)).toBe(shown);
  });
});

it('takes the marks away between Chinese characters, too', () => {
  const chalk = new Chalk({ level: 1 });
  expect(emphasise('在*两台*主机上，**检查**时：**完成**。', chalk)).toBe(
    `在${chalk.bold('两台')}主机上，${chalk.bold('检查')}时：${chalk.bold('完成')}。`,
  );
});

describe('the pager', () => {
  const page = (isTTY: boolean, env: NodeJS.ProcessEnv) => {
    const written: string[] = [];
    showPaged('text\n', { isTTY, write: (text) => written.push(text) }, { PATH: process.env['PATH'], ...env });
    return written.join('');
  };

  it.each([
    ['there is no terminal', false, { PAGER: 'cat' }],
    ['nothing can be drawn', true, { PAGER: 'cat', TERM: 'dumb' }],
    ['PAGER is empty', true, { PAGER: '' }],
    ['there is no such program', true, { PAGER: 'no-such-pager --plain' }],
  ])('is left out where %s', (_, isTTY, env) => {
    expect(page(isTTY, env)).toBe('text\n');
  });

  it('gets the text otherwise, with its own arguments, and less is told to keep colours', () => {
    expect(page(true, { PAGER: 'sh -c \'test "$(cat)" = text && test "$LESS" = FRX\' && exit 0; exit 127' })).toBe('');
    expect(page(true, { PAGER: 'sh -c \'test "$(cat)" = other\' && exit 0; exit 127' })).toBe('text\n');
  });

  it('gets no secret of the environment', () => {
    const secrets = {
      TENCENTCLOUD_SECRET_ID: 'canary',
      HA_SETUP_HOST_SECRET_KEY: 'canary',
      TENCENTCLOUD_SESSION_TOKEN: 'canary',
      HA_SETUP_SSH_PASSWORD: 'canary',
      HA_SETUP_SSH_PASSPHRASE: 'canary',
      HA_SETUP_SUDO_PASSWORD: 'canary',
    };
    expect(
      page(true, { ...secrets, PAGER: 'sh -c "cat >/dev/null; env | grep -q [c]anary && exit 127; exit 0"' }),
    ).toBe('');
    expect(
      page(true, { SHOWN: 'canary', PAGER: 'sh -c "cat >/dev/null; env | grep -q [c]anary && exit 127; exit 0"' }),
    ).toBe('text\n');
  });

  it('may be left before it has read everything', () => {
    const long = 'line\n'.repeat(200_000);
    expect(() =>
      showPaged(long, { isTTY: true, write: () => expect.fail() }, { ...process.env, PAGER: 'true' }),
    ).not.toThrow();
    expect(spawnSync('true').status).toBe(0);
  });
});
