import { allOf } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { Change, Target } from '../operations/change.js';
import { renderTable } from '../text/table.js';
import type { PlannedOperation } from './build.js';

/** What a plan comes to, in a line for each kind of thing that it touches: money, files, what is started or reloaded. */
export function summarise(plan: readonly PlannedOperation[], label: (target: Target) => string): readonly string[] {
  const changes = plan.flatMap(({ target, changes }) => changes.map((change) => ({ target, change })));
  const of = (...kinds: readonly Change['kind'][]) => changes.filter(({ change }) => kinds.includes(change.kind));
  const hosts = (found: typeof changes) => allOf([...new Set(found.map(({ target }) => label(target)))]);
  const words = say.plan.sum;
  const count = changes.filter(({ target }) => target === 'cloud').length;
  const files = of('file.write');
  const [installed, started, reloaded] = [of('package.install'), of('service.start'), of('service.reload')];
  const cloud = of('eip.allocate').length > 0 ? words.costs({ count }) : words.free({ count });
  const rows: readonly (readonly string[])[] = [
    [words.cloud, count === 0 ? words.noCloud : cloud],
    ...(files.length > 0 ? [[words.files, words.filesOn({ count: files.length, hosts: hosts(files) })]] : []),
    ...(installed.length > 0 ? [[words.packages, words.installed({ hosts: hosts(installed) })]] : []),
    ...(started.length > 0 ? [[words.service, words.started({ hosts: hosts(started) })]] : []),
    ...(reloaded.length > 0 ? [[words.service, words.reloaded({ hosts: hosts(reloaded) })]] : []),
    [words.restarts, words.noRestarts],
  ];
  return renderTable([{ narrow: 'keep' }, { narrow: 'free' }], rows, { width: Number.POSITIVE_INFINITY });
}
