/** What is asked to be let in: by a host, and by the API. */
export const logins = {
  passphrase: ({ file }: { file: string }) => `Passphrase of ${file}`,
  password: ({ whose }: { whose: string }) => `Password of ${whose}`,
  sudoPassword: ({ whose }: { whose: string }) => `Password for sudo of ${whose}`,
  /** Whose password one answer stands for, where several pairs are worked on. */
  everyHost: ({ user }: { user: string }) => `${user} on every host of these pairs that asks for it`,
  /** A question in the server's own words. */
  asks: ({ who, words }: { who: string; words: string }) => `${who} asks: ${words}`,
  prompt: ({ what }: { what: string }) => `${what}:`,
  promptAgain: ({ what }: { what: string }) => `${what} (that was not the right one):`,
  questionAgain: ({ question }: { question: string }) => `${question} (that was not the right one)`,
  unknownHostKey: ({ where }: { where: string }) => `The host key of ${where} is not known yet:`,
  isItsOwn: 'Is that its own?',
  secretId: 'Tencent Cloud SecretId:',
  secretKey: 'Tencent Cloud SecretKey:',
  none: 'there are no Tencent Cloud credentials',
  noneHint: 'set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in the environment',
};
