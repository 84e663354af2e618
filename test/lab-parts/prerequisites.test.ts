import { expect, it } from 'vitest';
import { findSystemObstacle } from '../../src/lab/prerequisites.js';

const bookworm = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n';
const debian = { platform: 'linux', release: bookworm, isRoot: true };

it('takes Debian 12, later ones and the one that has no number yet', () => {
  expect(findSystemObstacle(debian)).toBeUndefined();
  expect(findSystemObstacle({ ...debian, release: 'ID=debian\nVERSION_ID="13"\n' })).toBeUndefined();
  expect(
    findSystemObstacle({ ...debian, release: 'PRETTY_NAME="Debian GNU/Linux forky/sid"\nID=debian\n' }),
  ).toBeUndefined();
});

it('names what is in the way elsewhere', () => {
  expect(findSystemObstacle({ ...debian, isRoot: false })).toContain('root');
  expect(findSystemObstacle({ ...debian, platform: 'darwin' })).toContain('Linux');
  expect(findSystemObstacle({ ...debian, release: bookworm.replace(/12/g, '11') })).toContain('Debian GNU/Linux 11');
  expect(findSystemObstacle({ ...debian, release: 'ID=ubuntu\nPRETTY_NAME="Ubuntu 24.04"\n' })).toContain(
    'Ubuntu 24.04',
  );
  expect(findSystemObstacle({ ...debian, release: '' })).toContain('another system');
});
