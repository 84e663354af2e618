/** The command line: commands, flags, and what is wrong with one. */
export const cli = {
  flags: {
    lang: 'the language: zh or en (default: HA_SETUP_LANG, else the locale: LC_ALL, LC_MESSAGES, LANG)',
  },
};
