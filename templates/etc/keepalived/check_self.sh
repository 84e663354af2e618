#!/bin/sh
# Managed by ha-setup. keepalived's track script, every 2 seconds: 0 while this host may be MASTER, 1 while it must not be.
# It starts no process of its own except vip.py, where that is not running: the verdicts are vip.py's, one file for each.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
state=/run/ha-setup
umask 022
[ -d "$state" ] || mkdir -p "$state"

# Who calls is the process right under the first keepalived: 1.3 calls through others that are gone at once.
caller=$PPID
at=$PPID
for step in 1 2 3 4; do
	read -r comm <"/proc/$at/comm" && read -r stat <"/proc/$at/stat" || break
	stat=${stat##*) }
	stat=${stat#* }
	above=${stat%% *}
	read -r name <"/proc/$above/comm" || break
	case $comm/$name in keepalived*/keepalived*) caller=$at ;; esac
	at=$above
done 2>/dev/null
read -r uptime _ </proc/uptime
# Over what is there, and not anew: on a full disk that finds room.
echo "$caller $uptime" 1<>"$state/keepalived"

pid=
comm=
[ -r "$state/watch.pid" ] && read -r pid <"$state/watch.pid"
[ -n "$pid" ] && [ -r "/proc/$pid/comm" ] && read -r comm <"/proc/$pid/comm"
if [ "$comm" != ha-setup-vip ]; then
	setsid /etc/keepalived/vip.py watch </dev/null >"$state/watch.err" 2>&1 &
fi

# A person keeps this host out (ha-setup switchover --hold): over reboots, and whether or not vip.py runs.
[ -e /var/lib/ha-setup/hold ] && exit 1

# fault.yielded, fault.isolated, fault.unhealthy, fault.held: each says inside why.
for fault in "$state"/fault.*; do
	[ -e "$fault" ] && exit 1
done
exit 0
