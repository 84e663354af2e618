import type { Change, Target } from '../operations/change.js';
import { renderTable } from '../text/table.js';
import type { PlannedOperation } from './build.js';

/** What a plan comes to, in a line for each kind of thing that it touches: money, files, what is started or reloaded. */
export function summarise(plan: readonly PlannedOperation[], label: (target: Target) => string): readonly string[] {
  const changes = plan.flatMap(({ target, changes }) => changes.map((change) => ({ target, change })));
  const of = (...kinds: readonly Change['kind'][]) => changes.filter(({ change }) => kinds.includes(change.kind));
  const hosts = (found: typeof changes) => [...new Set(found.map(({ target }) => label(target)))].join(' and ');
  const cloud = changes.filter(({ target }) => target === 'cloud').length;
  const money = of('eip.allocate').length > 0;
  const files = of('file.write');
  const [installed, started, reloaded] = [of('package.install'), of('service.start'), of('service.reload')];
  const rows: readonly (readonly string[])[] = [
    [
      'Cloud',
      `${cloud === 0 ? 'nothing changes' : count(cloud, 'change')}${money ? ', one of which costs money: the EIP' : ', no new cost'}`,
    ],
    ...(files.length > 0 ? [['Files', `${count(files.length, 'file')} on ${hosts(files)}`]] : []),
    ...(installed.length > 0 ? [['Packages', `installed on ${hosts(installed)}`]] : []),
    ...(started.length > 0 ? [['Service', `keepalived is started on ${hosts(started)}`]] : []),
    ...(reloaded.length > 0 ? [['Service', `keepalived is reloaded on ${hosts(reloaded)}, without a restart`]] : []),
    ['Restarts', 'nothing that runs there now'],
  ];
  return renderTable([{ narrow: 'keep' }, { narrow: 'free' }], rows, { width: Number.POSITIVE_INFINITY });
}

function count(number: number, noun: string): string {
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}
