import { Option } from '@commander-js/extra-typings';
import { say } from '../messages/say.js';
import { askingCommand, type OnePair, type OptionsOf } from './common.js';

const vip = ['keep', 'remove'] as const;
const eip = ['keep', 'release'] as const;

export const uninstallCommand = () =>
  askingCommand('uninstall', say.cli.uninstall.about)
    .addOption(new Option('--vip <what>', say.cli.uninstall.vip).choices(vip))
    .addOption(new Option('--eip <what>', say.cli.uninstall.eip).choices(eip))
    .option('--gone <instance>', say.cli.uninstall.gone);

export type UninstallOptions = OnePair<OptionsOf<typeof uninstallCommand>>;
