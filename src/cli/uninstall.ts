import { Option } from '@commander-js/extra-typings';
import { askingCommand, type OnePair, type OptionsOf } from './common.js';

const vip = ['keep', 'remove'] as const;
const eip = ['keep', 'release'] as const;

export const uninstallCommand = () =>
  askingCommand('uninstall', 'take the pair down: what ha-setup installed goes, what was there before comes back')
    .addOption(new Option('--vip <what>', 'the VIP in the cloud (asked; default: keep)').choices(vip))
    .addOption(new Option('--eip <what>', 'an EIP that ha-setup allocated (asked; default: keep)').choices(eip))
    .option('--gone <instance>', 'this instance will not come back: go on without it');

export type UninstallOptions = OnePair<OptionsOf<typeof uninstallCommand>>;
