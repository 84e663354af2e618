import { startLab } from '../../../src/lab/lab.js';
import { findVip } from '../../../src/lab/rehearsal/power-cut.js';
import { ports } from '../../../src/lab/world.js';
import { type Contender, must, names, type Variant } from './contender.js';

/** Short, so that the bench does not wait; the default is 30. */
const failback = 8;

const answersOf: Readonly<Record<Variant, Readonly<Record<string, unknown>>>> = {
  stable: {},
  preferred: { mode: 'preferred', preferred: ports.a.instance, failback },
  fast: { detection: 'fast' },
  havip: { mechanism: 'havip' },
  'havip-fast': { mechanism: 'havip', detection: 'fast' },
};

/** The pair as ha-setup sets it up. */
export const ours: Contender = {
  title: 'ha-setup',
  variants: ['stable', 'preferred', 'fast', 'havip', 'havip-fast'],
  hasSetUp: true,
  async start(variant) {
    const lab = await startLab();
    try {
      const answers = await lab.answers(answersOf[variant]);
      const setUp = async () => {
        const { code, stdout, stderr } = await lab.run(['--answers', answers, '--yes', '--no-drill']);
        if (code !== 0) throw new Error(`ha-setup ended with ${code}:\n${stdout}\n${stderr}`);
      };
      await setUp();
      return {
        lab,
        vip: await findVip(lab),
        // eth0 is the hooks' doing; lo says that VRRP is MASTER there.
        isWell: (owner, other) => owner.includes('eth0') && owner.includes('lo') && other.length === 0,
        // A stopped keepalived is the only thing that nobody but a person starts again.
        revive: async () => {
          for (const name of names) await must(lab, name, 'systemctl start keepalived');
        },
        again: setUp,
      };
    } catch (error) {
      await lab.close();
      throw error;
    }
  },
};
