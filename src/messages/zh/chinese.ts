import type { Messages } from '../say.js';
import { about } from './about.js';
import { access } from './access.js';
import { addresses } from './addresses.js';
import { answers } from './answers.js';
import { changes } from './changes.js';
import { checks } from './checks.js';
import { cli } from './cli.js';
import { cloud } from './cloud.js';
import { codes } from './codes.js';
import { commands } from './commands.js';
import { doctor } from './doctor.js';
import { drills } from './drills.js';
import { facts } from './facts.js';
import { files } from './files.js';
import { findings } from './findings.js';
import { fleet } from './fleet.js';
import { havip } from './havip.js';
import { health } from './health.js';
import { help } from './help.js';
import { keep } from './keep.js';
import { language } from './language.js';
import { lists } from './lists.js';
import { logins } from './logins.js';
import { logs } from './logs.js';
import { metrics } from './metrics.js';
import { moves } from './moves.js';
import { notify } from './notify.js';
import { packages } from './packages.js';
import { pair } from './pair.js';
import { pairQuestions } from './pair-questions.js';
import { placement } from './placement.js';
import { plan } from './plan.js';
import { program } from './program.js';
import { questions } from './questions.js';
import { reach } from './reach.js';
import { rehearsal } from './rehearsal.js';
import { report } from './report.js';
import { roles } from './roles.js';
import { routing } from './routing.js';
import { run } from './run.js';
import { schema } from './schema.js';
import { services } from './services.js';
import { session } from './session.js';
import { setUp } from './set-up.js';
import { ssh } from './ssh.js';
import { sshConfig } from './ssh-config.js';
import { sshLogin } from './ssh-login.js';
import { steps } from './steps.js';
import { terminal } from './terminal.js';
import { usage } from './usage.js';
import { wizard } from './wizard.js';

export const chinese: Messages = {
  about,
  access,
  addresses,
  answers,
  changes,
  checks,
  cli,
  cloud,
  codes,
  commands,
  doctor,
  drills,
  facts,
  files,
  findings,
  fleet,
  havip,
  health,
  help,
  keep,
  language,
  lists,
  logins,
  logs,
  metrics,
  moves,
  notify,
  packages,
  pair,
  pairQuestions,
  placement,
  plan,
  program,
  questions,
  reach,
  rehearsal,
  report,
  roles,
  routing,
  run,
  schema,
  services,
  session,
  setUp,
  ssh,
  sshConfig,
  sshLogin,
  steps,
  terminal,
  usage,
  wizard,
};
