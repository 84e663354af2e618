import { typed } from '../program.js';

/** The rehearsal: what is made on this machine, and what happens to it. */
export const rehearsal = {
  begin: 'Rehearsal: two real machines in a VPC of their own, on this machine; no account, no cost',
  up: ({ time }: { time: string }) => `The machines lab-a and lab-b are up, and the cloud answers (${time})`,
  took: ({ time }: { time: string }) => `The rehearsal took ${time}`,
  takingDown: 'Taking the machines down',
  ended: ({ code }: { code: number }) => `the rehearsed run ended with exit code ${code}`,
  endedHint: 'its message is above; --keep leaves the machines standing to look at',
  interactiveAlone: ({ flag }: { flag: string }) => `--interactive asks you: it does not go with ${flag}`,
  interactiveAloneHint: 'leave one of the two out',
  noTerminal: '--interactive needs a terminal, and this is none',
  get noTerminalHint() {
    return `rehearse with an answers file: ${typed('rehearse --answers FILE')}`;
  },
  choose: 'Choose lab-a and lab-b: the other instances of this cloud are only in its records.',
  silent: ({ vip }: { vip: string }) => `${vip} did not answer again after the power cut`,
  left: 'the wizard was left',
  unknown: ({ id }: { id: string }) => `there is no rehearsal ${id}`,
  standing: ({ ids }: { ids: string }) => `these stand: ${ids}`,
  noneStands: 'none stands',
  down: ({ id }: { id: string }) => `The rehearsal ${id} is taken down`,

  answers: {
    yours: "Your answers, with the lab's own region, instances, subnet, API and SSH in place of yours",
    noNotify: 'notify is left out: nothing leaves the lab',
    noHealth: ({ url }: { url: string }) => `healthCheck is left out: the lab's machines serve no ${url}`,
    health: 'a service that your health check finds well runs on both machines',
  },

  kept: {
    stands: ({ id }: { id: string }) => `The rehearsal ${id} stands, until this machine boots or you take it down:`,
    logIn: 'log in',
    ping: 'ping the VIP',
    run: 'run ha-setup there',
    takeDown: 'take it down',
  },

  power: {
    noVip: "neither machine's ENI has a VIP",
    client: ({ client, vip }: { client: string; vip: string }) => `From the client at ${client}, ${vip} answers`,
    outside: ({ client, eip }: { client: string; eip: string }) => `From outside the VPC, at ${client}, ${eip} answers`,
    cut: ({ machine }: { machine: string }) => `Power cut: ${machine} is gone`,
    back: ({ vip, time }: { vip: string; time: string }) =>
      `From the client, ${vip} answers again, after ${time} of silence`,
    outsideBack: ({ eip, time }: { eip: string; time: string }) => `From outside, ${eip} too, after ${time}`,
    record: ({ owner, machine, state }: { owner: string; machine: string; state: string }) =>
      `the cloud's record: ${owner} (${machine}); ${state}`,
    strangeOwner: ({ vip, owner }: { vip: string; owner: string }) =>
      `the cloud's record gives ${vip} to ${owner}, not to the pair`,
    nobody: 'nobody',
    holds: ({ machine, role }: { machine: string; role: string }) => `${machine} has it on eth0 and is ${role}`,
    free: ({ machine, role }: { machine: string; role: string }) =>
      `${machine} does not have it on eth0 and is ${role}`,
    returnOf: ({ machine }: { machine: string }) => `${machine}'s return to the pair`,
    returned: ({ machine, state, vip, active }: { machine: string; state: string; vip: string; active: string }) =>
      `${machine} has power again: ${state}; ${vip} is with ${active}`,
  },

  system: {
    notLinux: ({ platform }: { platform: string }) => `it needs Linux, and this is ${platform}`,
    notDebian: ({ oldest, name }: { oldest: number; name: string }) =>
      `it needs Debian ${oldest} or later, and this is ${name}`,
    another: 'another system',
    noRoot: 'it needs root: it makes network namespaces and boots two small machines',
    missing: ({ packages }: { packages: string }) => `Debian packages are missing: ${packages}`,
    cannot: ({ why }: { why: string }) => `the lab cannot run here: ${why}`,
    cannotHint: 'every other command of ha-setup, and the unit tests, work without it',
    lab: 'the lab',
    installing: ({ who, packages }: { who: string; packages: string }) =>
      `Installing Debian packages for ${who}: ${packages}`,
    failed: ({ who, reason }: { who: string; reason: string }) =>
      `apt-get could not install the packages for ${who}: ${reason}`,
    failedHint: ({ packages }: { packages: string }) => `install these packages yourself and start again: ${packages}`,
    removed: ({ id }: { id: string }) => `Removed what was left of the lab ${id}`,
    noDisk: ({ error }: { error: string }) => `a machine's disk could not be mounted: ${error}`,
    noDiskHint: 'the lab needs overlayfs; run it on a machine (or a virtual one), not in a container without mounts',
    noDebian: "apt knows no Debian repository to build the lab's machines from",
    noDebianHint: 'put a source for Debian into /etc/apt/sources.list and start again',
    waiting: 'Waiting for another process that builds the base image',
    building: ({ system }: { system: string }) =>
      `Building the base image of the machines (${system}): once, about a minute`,
  },
};
