/** The language itself, and how to have the other one. */
export const language = {
  /** The code of the language of this run: what --lang takes. */
  code: 'en' as 'en' | 'zh',
  /** Said in the other language: the command that speaks it. */
  switch: ({ command }: { command: string }) => `切换为中文：${command}`,
  unknown: ({ value }: { value: string }) => `HA_SETUP_LANG is ${value}, which is no language of this program`,
  unknownHint: 'set it to en or zh, or unset it; --lang en and --lang zh go before it',
};
