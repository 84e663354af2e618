#!/bin/sh
# Managed by ha-setup. Lets VRRP (IP protocol 112) in from the peer alone, before keepalived sees it: whoever else the
# security groups let through could steer the pair, as VRRPv3 knows no password and VRRPv2 sends it in the clear.
# systemd calls it when keepalived starts and when it reloads.
# usage: vrrp_guard.sh on | off
PATH=/usr/sbin:/usr/bin:/sbin:/bin
table=ha_setup_vrrp
chain=ha-setup-vrrp

# The one address in unicast_peer of our own keepalived.conf.
peer=$(sed -n '/unicast_peer/,/}/s/^[[:space:]]*\([0-9]\{1,3\}\(\.[0-9]\{1,3\}\)\{3\}\)[[:space:]]*$/\1/p' \
  /etc/keepalived/keepalived.conf | head -n 1)

# In the pair's language.
complain() {
  if grep -q '^ *"language": "zh"' /etc/keepalived/ha-setup.json 2>/dev/null; then
    echo "vrrp_guard.sh: $2" >&2
  else
    echo "vrrp_guard.sh: $1" >&2
  fi
}

with_nft() {
  # One transaction: there is no moment without the rule.
  nft -f - <<END
table ip $table
delete table ip $table
table ip $table {
  chain strangers {
    type filter hook prerouting priority -300
    ip protocol 112 ip saddr != $peer drop
  }
}
END
}

with_iptables() {
  raw -N "$chain" 2>/dev/null
  raw -C PREROUTING -p 112 -j "$chain" 2>/dev/null || raw -I PREROUTING -p 112 -j "$chain" || return
  raw -C "$chain" -s "$peer" -j ACCEPT 2>/dev/null || raw -I "$chain" -s "$peer" -j ACCEPT || return
  raw -C "$chain" -j DROP 2>/dev/null || raw -A "$chain" -j DROP || return
  # A former peer is a stranger now.
  raw -S "$chain" | sed -n "/ACCEPT/{/ $peer\//!s/^-A /-D /p}" | while read -r rule; do raw $rule; done
}

without_iptables() {
  raw -D PREROUTING -p 112 -j "$chain" 2>/dev/null
  raw -F "$chain" 2>/dev/null
  raw -X "$chain" 2>/dev/null
  :
}

raw() {
  iptables -w -t raw "$@"
}

if [ "$1" != on ]; then
  nft delete table ip "$table" 2>/dev/null
  without_iptables
elif [ -z "$peer" ]; then
  complain "keepalived.conf names no unicast_peer, so nothing is kept out" \
    "keepalived.conf 中没有 unicast_peer，因此没有阻止任何报文"
  exit 1
elif nft list tables >/dev/null 2>&1; then
  # What was made before nft was here would go on to let a former peer in, and no other.
  with_nft && without_iptables
elif raw -S >/dev/null 2>&1; then
  with_iptables
else
  complain "neither nft nor iptables works here, so strangers are kept out by the security groups alone" \
    "nft 和 iptables 在此均不可用，因此只有安全组能阻止其他主机"
  exit 1
fi
