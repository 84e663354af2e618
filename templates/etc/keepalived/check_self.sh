#!/bin/sh
# Managed by ha-setup. keepalived's track script, every 2 seconds: 0 while this host may be MASTER, 1 while it must not be.
# With the word owner: 0 while the cloud's record names this host. It starts nothing; the verdicts are vip.py's.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
state=/run/ha-setup
if [ "$1" = owner ]; then
	[ -e "$state/owner" ]
	exit
fi
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

# A person keeps this host out (ha-setup switchover --hold): over reboots, and whether or not vip.py runs.
[ -e /var/lib/ha-setup/hold ] && exit 1

# fault.yielded, fault.isolated, fault.unhealthy, fault.stranger, fault.held: each says inside why.
for fault in "$state"/fault.*; do
	[ -e "$fault" ] && exit 1
done

# vip.py's sign of life. Without one for 25 s this host must not be MASTER: it serves on, and hands over to a peer that is
# fit. Where there is none at all (before its first, or after /run was emptied) it has 10 s to give one.
beat=
[ -r "$state/beat" ] && read -r beat _ <"$state/beat"
if [ -z "$beat" ]; then
	echo "$((${uptime%.*} - 15)) none" 1<>"$state/beat"
elif [ "$((${uptime%.*} - ${beat%.*}))" -gt 25 ]; then
	exit 1
fi
exit 0
