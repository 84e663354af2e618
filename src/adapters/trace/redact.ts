import { mask, redacted } from '../../text/mask.js';

/** An account's number where CAM, tags and replies write it. */
const account = /(\buin\/|\buin["']?[:=]\s*["']?|\bRoot:|\bSubAccount:)\d{5,}/gi;
const base64 = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9+/=])/g;

const secretField = /^(?:.*secret.*|token|password|passphrase|authorization)$/i;
const accountField = /^(?:InstanceAccountId|AppId|Uin|OwnerUin|AccountId|UserId|PrincipalId)$/i;

/** Takes secrets and account ids out of what a trace holds; values that are known are taken out wherever they stand. */
export class Redaction {
  readonly #known = new Set<string>();

  /** From now on this very value is taken out. */
  hide(value: string): void {
    if (value.length >= 6) this.#known.add(value);
  }

  text(text: string): string {
    return this.#plain(text).replace(base64, (run) => this.#encoded(run));
  }

  /** The same of a value of JSON: texts, and fields by their names. */
  value(value: unknown, name = ''): unknown {
    if (typeof value === 'string') {
      if (value === '') return value;
      if (secretField.test(name) && name !== 'ClientToken') return redacted;
      return accountField.test(name) ? redacted : this.text(value);
    }
    if (typeof value === 'number') return accountField.test(name) ? redacted : value;
    if (Array.isArray(value)) return value.map((item) => this.value(item, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.value(item, key)]));
  }

  #plain(text: string): string {
    let shown = text;
    for (const secret of this.#known) shown = shown.replaceAll(secret, redacted);
    return mask(shown).replace(account, `$1${redacted}`);
  }

  /** Files of a host come in base64: what is a text in there is redacted as one, and stays readable for a parser. */
  #encoded(run: string): string {
    // Each byte a character: a file need not be UTF-8 to hold a secret.
    const decoded = Buffer.from(run, 'base64').toString('latin1');
    const shown = this.#plain(decoded);
    return shown === decoded ? run : Buffer.from(shown, 'latin1').toString('base64');
  }
}
