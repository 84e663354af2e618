import { VpcFabric } from '../network/fabric.js';
import { startCloud } from './cloud.js';
import { readConfig } from './config.js';
import { RecordingFabric } from './fabric.js';

/** The stand-in as a process of its own: `node main.js CONFIG`, in the fabric's namespace; says `ready` when it listens. */
async function main(path: string): Promise<void> {
  const config = readConfig(path);
  const fabric = config.ports === undefined ? new RecordingFabric() : new VpcFabric({ ports: config.ports });
  const cloud = await startCloud(config, fabric);
  const stop = () => {
    cloud.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log('ready');
}

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: main.js CONFIG');
  process.exit(1);
}
main(path).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
