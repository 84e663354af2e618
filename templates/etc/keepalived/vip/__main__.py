#!/usr/bin/python3 -IS
"""Keeps one VIP, in the cloud's record and on the NIC, where keepalived says that it belongs. Managed by ha-setup.

usage: vip.py status | query | converge | migrate | check | notify ROLE | try-notify | leave | release | watch

  status     one JSON object: VRRP's role, the NIC, the cloud's owner, the EIP, the last switch
  query      is the VIP ours in the cloud? true, false or unknown
  converge   look now, and do what is due
  migrate    the same, and wait until the VIP is here; refused where this host is not MASTER
  check      what check_self.sh answers keepalived, with the reasons; exit code 1 where this host must not be MASTER
  notify     what keepalived calls through notify_action.sh: MASTER, BACKUP, FAULT, STOP or WAKE
  try-notify tells, as of a change of owner, that nothing has happened; prints what came of it
  leave      systemd calls it when keepalived has stopped: while the host shuts down, waits until the VIP has left
  release    puts back what it set of the kernel's ARP, when it is taken off this host
  watch      the process that does the work: ha-setup-vip.service

One process, one loop: look (VRRP's role, the NIC, the cloud's record), decide (a pure function), act, look again.
Python 3.6 or later, standard library only. README beside this file says how it behaves and where its state is.
"""
import sys

from vip.commands import main

if __name__ == '__main__':
    sys.exit(main(sys.argv[1:], (__doc__ or '').split('\n\n')[1]))
