#!/bin/sh
# Managed by ha-setup. keepalived calls this on every change of its role: notify_action.sh MASTER|BACKUP|FAULT|STOP|WAKE
# It notes the role and wakes vip.py (ha-setup-vip.service), which does the rest; it returns at once.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
state=/run/ha-setup
role=$1
case $role in
MASTER | BACKUP | FAULT | STOP | WAKE) ;;
*)
	echo "usage: notify_action.sh MASTER|BACKUP|FAULT|STOP|WAKE" >&2
	exit 2
	;;
esac
umask 022
[ -d "$state" ] || mkdir -p "$state"

# Who calls is the process right under the first keepalived: 1.3 calls through others that are gone at once. A person's
# shell is no keepalived: then the one that check_self.sh noted stands.
caller=
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
[ -n "$caller" ] && echo "$caller $uptime" 1<>"$state/keepalived"

# keepalived does not wait for one script before it starts the next. The file's name carries the time at which this
# process was started, so the newest role is the last by name whatever the order in which the scripts get to run.
if [ "$role" != WAKE ]; then
	read -r stat <"/proc/$$/stat"
	set -- ${stat##*) }
	: >"$state/role.$(printf '%020d.%010d' "${20}" "$$").$role"
fi

# A FIFO, opened for both ways: that waits for nobody.
[ -p "$state/wake" ] && echo wake 1<>"$state/wake"
exit 0
