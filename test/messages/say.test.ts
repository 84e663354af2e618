import { afterEach, expect, it } from 'vitest';
import { explainLoss } from '../../src/adapters/ssh/failures.js';
import { english } from '../../src/messages/en/english.js';
import { speak } from '../../src/messages/say.js';
import { chinese } from '../../src/messages/zh/chinese.js';

afterEach(() => speak(english));

const target = { host: '10.0.1.16', port: 22, user: 'root', label: 'ins-labnode1' };

it('speaks the language that was chosen last, and leaves what hosts said as it was', () => {
  const lost = () =>
    explainLoss(target, Object.assign(new Error('read ECONNRESET'), { level: 'client-socket' })).message;
  expect(lost()).toBe('the SSH connection was lost (read ECONNRESET)');
  speak(chinese);
  expect(lost()).toBe('SSH 连接已断开（read ECONNRESET）');
});
