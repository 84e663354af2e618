#!/bin/bash 
#/etc/keepalived/check_self.sh
vip=10.0.1.100 #请您改成内网 VIP
interface=eth0 #您的网络接口名

state_file=/var/keepalived/state
vip_check_failed_count_file=/var/keepalived/vip_check_failed_count
vip_retry_failed_count_file=/var/keepalived/vip_retry_failed_count
vip_last_check_result_file=/var/keepalived/vip_last_check_result
query_vip_asker=/etc/keepalived/query_vip.py
vip_migrater=/etc/keepalived/vip.py
vip_operater=/etc/keepalived/vip.py
state=`cat $state_file`


log_file=/var/log/keepalived.log
log_write()
{
        echo "[`date '+%Y-%m-%d %T'`] $1" >> $log_file
}

CMD=`ip addr show dev $interface | grep $vip | awk '{print $2}' | awk -F/ '{print $1}'| wc -l`
if [ $state == "MASTER" ]; then
    if [ ${CMD} -ne 1 ]; then
        log_write "it is detected no vip on nic in cvm in MASTER state, add vip on this nic" 
        ip addr add $vip dev $interface
        echo "false" > $vip_last_check_result_file
    else
        is_vip_in_master=`$vip_operater query`
        if [ $is_vip_in_master == "false" ]; then
            echo "false" > $vip_last_check_result_file
            $vip_operater migrate &
        else
            vip_last_check_result=`cat $vip_last_check_result_file`
            [ $vip_last_check_result == "false" ] && log_write " vip_check pass"
            echo "true" > $vip_last_check_result_file
        fi
    fi
    exit 0
fi

if [ $state == "BACKUP" -o $state == "FAULT" ]; then
    if [ ${CMD} -ne 0 ]; then
            sleep 2  
            CMD=`ip addr show dev eth0 | grep $vip | awk '{print $2}' | awk -F/ '{print $1}'| wc -l`
            if [ ${CMD} -ne 0 ]; then
                log_write "detect vip in non-MASTER status, so ystemctl restart keepalived" 
                ip addr del $vip dev $interface
                systemctl restart keepalived &
                exit 1
            fi
    fi
    exit 0
fi
