import type { Prompter } from '../ports.js';
import { Secret } from '../spec/secret.js';

/** Asks at the terminal; inquirer is loaded only when there is a question. */
export class InquirerPrompter implements Prompter {
  async confirm(message: string, initial: boolean): Promise<boolean> {
    const { default: inquirer } = await import('inquirer');
    const { answer } = await inquirer.prompt([{ type: 'confirm', name: 'answer', message, default: initial }]);
    return answer;
  }

  async secret(message: string): Promise<Secret> {
    const { default: inquirer } = await import('inquirer');
    const { answer } = await inquirer.prompt([{ type: 'password', name: 'answer', message }]);
    return new Secret(answer);
  }
}
