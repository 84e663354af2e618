#!/bin/bash
# Says in a log what keepalived has become, and does nothing else.
echo "$(date '+%F %T') $1" >> /var/log/keepalived-notify.log
