"""A pair whose VIP is a HAVIP, in a simulated cloud: with a role for the hosts, and without any API."""
import json
import unittest
from types import SimpleNamespace

import load  # noqa: F401  (finds the modules)
from simulator.cloud import ENIS, OTHER, VIP
from simulator.world import World
from vip.holder import Holder
from vip.nic import SCOPE_HOST

DETECTION = 3.81        # three adverts and the skew of priority 50, after the last advert
ANNOUNCED = 0.2         # until the hooks have heard of it and have announced
LANDING = 2.0
AGAIN = 5.2             # between two announcements, as the cloud heeds one in 5 s


class Scope(unittest.TestCase):
    def touched(self, alive, *scopes):
        """The addresses that are dropped and added, by scope, where the VIP has these on the NIC."""
        calls = []
        host = SimpleNamespace(drop_address=lambda device, ip: calls.append('drop'),
                               add_address=lambda device, ip, scope: calls.append(scope))
        config = SimpleNamespace(interface='eth0', vip=VIP)
        holder = Holder(host, config, None, SimpleNamespace(scope=SCOPE_HOST))
        holder.rescope(SimpleNamespace(alive=alive, scopes=set(scopes)))
        return calls

    def test_the_vip_gets_the_scope_of_the_mechanism(self):
        self.assertEqual(self.touched(True, 0), ['drop', SCOPE_HOST])
        self.assertEqual(self.touched(True, SCOPE_HOST), [])
        self.assertEqual(self.touched(True), [])

    def test_a_vip_that_is_of_another_keepalived_is_left_alone(self):
        """None and False: our scripts have noted no keepalived that runs."""
        self.assertEqual(self.touched(None, 0), [])
        self.assertEqual(self.touched(False, 0), [])


class Case(unittest.TestCase):
    credentials = 'role'

    def world(self, **words):
        world = World(mechanism='havip', credentials=self.credentials, **words)
        self.addCleanup(world.clock.close)
        return world.start()

    def check(self, world, moves, dark=0.0, since=None):
        story = world.story()
        self.assertEqual(world.all_problems(), [], story)
        self.assertEqual(world.moves(since), moves, story)
        self.assertLessEqual(world.dark(since), dark, story)

    def power_cut(self, world, extra=0.0, seconds=40):
        at = world.clock.now
        world.a.power_off()
        world.run(seconds)
        self.check(world, 1, DETECTION + ANNOUNCED + LANDING + extra, at)
        self.assertIs(world.active(), world.b, world.story())

    def claims(self, world, name):
        return [outcome for _, host, outcome in world.cloud.claims if host == name]


class WithRole(Case):
    def test_a_stop_a_restart_and_a_crash_lose_nothing(self):
        for what, moves in (('stop', 1), ('restart', 1), ('kill', 1), ('hooks', 0)):
            with self.subTest(what):
                world = self.world()
                if what == 'hooks':
                    world.a.restart_hooks()
                elif what == 'kill':
                    world.a.keepalived.kill()
                else:
                    world.a.keepalived.stop()
                    if what == 'restart':
                        world.clock.call(1.0, world.a.keepalived.start, world.a)
                world.run(60)
                self.check(world, moves)

    def test_hooks_that_are_started_anew_tell_of_no_switch(self):
        world = self.world()
        world.run(30)
        world.a.files.remove('switch.json')
        world.a.restart_hooks()
        world.run(60)
        self.assertIs(world.active(), world.a, world.story())
        self.assertIsNone(world.a.files.read_json('switch.json'), world.story())

    def test_a_havip_that_is_made_for_the_address_of_the_active_host_is_told_of(self):
        """As a change of the mechanism makes it: what was announced for it explains the time in the cloud's record."""
        world = self.world()
        world.run(30)
        world.a.files.remove('switch.json')
        kept = world.a.files.read_json('period')
        world.a.kill_hooks()
        world.a.files.write('period', json.dumps(dict(kept, place=VIP)))
        world.cloud.place(None)
        world.a.restart_hooks()
        world.run(30)
        switch = world.a.files.read_json('switch.json')
        self.assertEqual((switch['from'], switch['to']), (None, ENIS['a']), world.story())

    def test_a_power_cut(self):
        self.power_cut(self.world())

    def test_a_power_cut_while_the_api_is_away_for_good(self):
        for since in (0, 60, 900):
            world = self.world()
            world.network.no_api = {'a', 'b'}
            world.run(since)
            self.power_cut(world, seconds=900)

    def test_a_power_cut_with_dns_metadata_or_the_disk_hanging(self):
        for trouble in ('dns', 'metadata', 'disk'):
            world = self.world()
            if trouble == 'disk':
                world.b.hang_disk(True)
            else:
                setattr(world.b, trouble, 'silent')
            self.power_cut(world)

    def test_announcements_that_are_lost(self):
        """Each costs the pause until the next one."""
        for lost in (1, 2):
            world = self.world()
            world.cloud.claims_lost = lost
            self.power_cut(world, extra=lost * AGAIN)

    def test_an_announcement_that_lands_late(self):
        world = self.world()
        world.cloud.claim_late = 10.0
        self.power_cut(world, extra=10.0)

    def test_one_announcement_is_enough_and_none_follows(self):
        world = self.world()
        world.a.keepalived.stop()
        world.run(600)
        self.check(world, 1)
        self.assertEqual(self.claims(world, 'b'), ['heeded'] * self.expected_claims, world.story())

    expected_claims = 1

    def test_the_loser_serves_until_the_vip_has_gone(self):
        world = self.world(landing=4.0, path_lag=3.0)
        world.a.keepalived.stop()
        world.run(60)
        self.check(world, 1)
        self.assertFalse(world.a.has('eth0', VIP), 'but no longer')

    def test_vrrp_blocked_for_a_minute(self):
        for mode in ('stable', 'preferred'):
            world = self.world(mode=mode)
            world.network.block('vrrp')
            world.run(60)
            self.check(world, 1)
            world.network.blocked.clear()
            world.run(200)
            self.check(world, world.moves())
            self.assertLessEqual(world.moves(), 2, world.story())
            self.assertIsNotNone(world.active(), world.story())

    def test_vrrp_and_pings_blocked_for_an_hour(self):
        world = self.world()
        world.network.block('vrrp', 'icmp')
        world.run(3600)
        self.check(world, 1)
        world.network.blocked.clear()
        world.run(300)
        self.check(world, world.moves())
        self.assertLessEqual(world.moves(), 2, world.story())
        self.assertIsNotNone(world.active(), world.story())

    def test_adverts_lost_one_way(self):
        for way in (('vrrp', 'a', 'b'), ('vrrp', 'b', 'a')):
            world = self.world()
            world.network.blocked = {way}
            world.run(1200)
            self.assertLessEqual(world.moves(), 1, world.story())
            world.network.blocked = set()
            world.run(300)
            self.check(world, world.moves())
            self.assertLessEqual(world.moves(), 2, world.story())
            self.assertIsNotNone(world.active(), world.story())

    def test_a_host_that_is_cut_off_comes_back_and_moves_nothing(self):
        for seconds in (12, 30, 300):
            world = self.world()
            at = world.clock.now
            world.network.cut = {'a'}
            world.run(seconds)
            world.network.cut = set()
            world.run(120)
            self.check(world, 1, DETECTION + ANNOUNCED + LANDING, at)
            self.assertIs(world.active(), world.b, world.story())

    def test_a_frozen_host(self):
        for seconds in (3, 5, 12, 40):
            world = self.world()
            at = world.clock.now
            world.a.freeze(seconds)
            world.run(150)
            self.check(world, world.moves(), min(seconds, DETECTION + ANNOUNCED + LANDING) + 1, at)
            self.assertLessEqual(world.moves(), 2, world.story())
            self.assertIsNotNone(world.active(), world.story())

    def test_a_standby_that_wakes_up_announces_nothing(self):
        world = self.world()
        for _ in range(3):
            world.b.freeze(6.0)
            world.run(60)
        self.check(world, 0)
        self.assertEqual(self.claims(world, 'b'), [], world.story())

    def test_a_preferred_host_comes_back(self):
        world = self.world(mode='preferred')
        world.a.power_off()
        world.run(30)
        before = world.clock.now
        world.a.boot()
        world.run(90)
        self.check(world, 1, 0.0, before)
        self.assertIs(world.active(), world.a, world.story())

    def test_run_emptied_on_both_hosts(self):
        world = self.world()
        for machine in (world.a, world.b):
            machine.files.texts.clear()
        world.run(30)
        self.check(world, 0)
        world.a.keepalived.stop()
        world.run(30)
        self.check(world, 1)

    def test_a_copy_of_the_disk_does_nothing(self):
        world = self.world()
        world.b.power_off()
        world.run(10)
        world.b.mac_now = '52:54:00:ff:ff:ff'
        world.b.boot()
        world.a.power_off()
        world.run(60)
        self.assertEqual(self.claims(world, 'b'), [])
        self.assertFalse(world.b.has('eth0', VIP))
        self.assertEqual(world.b.keepalived.role, 'FAULT')

    def test_a_health_check_that_fails(self):
        world = self.world()
        world.a.check = lambda _: 'no answer'
        world.run(120)
        self.check(world, 1)
        self.assertIs(world.active(), world.b, world.story())
        self.assertFalse(world.a.has('eth0', VIP), world.story())

    def test_the_kernel_s_own_values_come_back(self):
        world = self.world()
        world.a.arp['arp_announce'] = '1'
        world.run(5)
        self.assertEqual(world.a.arp, {'arp_ignore': '3', 'arp_announce': '2', 'arp_notify': '0'})
        world.a.watch.state.mechanism.guard.release()
        self.assertEqual(world.a.arp, {'arp_ignore': '0', 'arp_announce': '1', 'arp_notify': '0'})

    def test_the_eip_follows_by_itself(self):
        world = self.world()
        world.a.keepalived.stop()
        world.run(60)
        self.assertEqual({call[2] for call in world.cloud.calls}, self.expected_calls)

    expected_calls = {'DescribeHaVips'}

    def test_what_lasts_is_bounded(self):
        def nothing(world):
            pass

        def blocked(world):
            world.network.block('vrrp', 'icmp')

        def no_api(world):
            world.network.no_api = {'a', 'b'}

        def refused(world):
            world.cloud.refuse = lambda *_: 'UnauthorizedOperation'

        def both_masters(world):
            world.network.blocked = {('vrrp', 'b', 'a')}

        def alone(world):
            world.b.power_off()
            world.network.gateway_mute = True

        def never_heeded(world):
            world.cloud.claims_lost = 10000
            world.a.power_off()
        for state in (nothing, blocked, no_api, refused, both_masters, alone, never_heeded):
            with self.subTest(state.__name__):
                world = self.world()
                state(world)
                world.run(700)
                calls, lines, claims = len(world.cloud.calls), len(world.a.lines) + len(world.b.lines), len(world.cloud.claims)
                world.run(600)
                calls_at_most = 800 if state is never_heeded else 2500 / 6
                self.assertLess(len(world.cloud.calls) - calls, calls_at_most, world.story()[-2000:])
                self.assertLess(len(world.a.lines) + len(world.b.lines) - lines, 20, world.story()[-3000:])
                most = 120 if state is never_heeded and self.credentials != 'none' else 0
                self.assertLessEqual(len(world.cloud.claims) - claims, most, world.story()[-2000:])


class WithRoleOnly(Case):
    """What needs a record."""

    def test_a_move_by_somebody_else_to_the_standby(self):
        world = self.world()
        world.cloud.place(ENIS['b'])
        world.run(60)
        self.check(world, 1, 3.0)
        self.assertIs(world.active(), world.b, world.story())

    def test_a_stranger_s_announcement_is_answered_once(self):
        world = self.world()
        for _ in (1, 2):
            world.cloud.place(OTHER)
            world.run(60)
        self.assertEqual(self.claims(world, 'a'), ['heeded', 'heeded'], world.story())
        self.assertIn('left alone', world.story())

    def test_one_that_nobody_has_is_announced(self):
        world = self.world()
        for _ in range(3):
            at = world.clock.now
            world.cloud.place(None)
            world.run(30)
            self.check(world, 2, 15, at)
            self.assertIs(world.active(), world.a, world.story())
            self.assertEqual(world.b.files.read_json('switch.json'), None, world.story())

    def test_a_standby_that_last_read_of_nobody_names_the_host_that_it_took_the_vip_from(self):
        world = self.world()
        world.cloud.place(None)
        world.b.restart_hooks()
        world.run(20)
        world.a.power_off()
        world.run(30)
        self.assertEqual(world.b.files.read_json('switch.json')['from'], ENIS['a'], world.story())

    def test_readers_that_lag(self):
        for seed in range(4):
            world = self.world(seed=seed, read_lag=4.0)
            world.a.keepalived.stop()
            world.run(30)
            world.a.keepalived.start()
            world.run(600)
            self.check(world, 1)
            self.assertNotIn('yield', world.story())

    def test_a_late_announcement_of_a_host_that_has_lost_the_role(self):
        """It takes the VIP from the new MASTER, which yields: no packet is lost, and it stays where it is."""
        world = self.world()
        world.cloud.claim_late = 8.0
        world.a.keepalived.stop()
        world.run(2)
        world.cloud.claim_late = 0.0
        world.a.keepalived.start()
        world.run(2)
        world.b.keepalived.stop()
        world.run(3)
        world.b.keepalived.start()
        world.run(200)
        self.assertEqual(world.all_problems(), [], world.story())
        self.assertLessEqual(world.dark(), 3, world.story())
        self.assertIsNotNone(world.active(), world.story())

    def test_the_switch_is_told_with_its_times(self):
        world = self.world()
        self.switch = world.a.power_off()
        world.run(30)
        switch = world.b.files.read_json('switch.json')
        self.assertEqual((switch['from'], switch['to'], switch['code']), (ENIS['a'], ENIS['b'], 'became-master'))
        self.assertAlmostEqual(switch['landedMs'] - switch['acceptedMs'], 2000, delta=500)


class WithoutApi(WithRole):
    credentials = 'none'
    expected_claims = 4     # nothing tells that the first one was heeded
    expected_calls = set()

    def test_the_loser_keeps_the_vip_until_the_new_master_has_been_heard_for_a_while(self):
        world = self.world()
        world.cloud.claims_lost = 2
        world.a.keepalived.stop()
        world.run(14)
        self.assertTrue(world.a.has('eth0', VIP), world.story())
        world.run(10)
        self.check(world, 1)
        self.assertFalse(world.a.has('eth0', VIP), world.story())

    def test_a_host_that_becomes_master_again_soon_tells_of_it(self):
        """It lost the role too lately to have forgotten that the VIP was its own."""
        world = self.world()
        world.run(30)
        world.a.keepalived.stop()
        world.run(5)
        world.a.keepalived.start()
        world.run(8)
        world.a.files.remove('switch.json')
        world.b.keepalived.stop()
        world.run(12)
        self.assertIs(world.active(), world.a, world.story())
        self.assertIsNotNone(world.a.files.read_json('switch.json'), world.story())

    def test_one_that_was_unbound_is_announced_once_the_hooks_are_started_anew(self):
        world = self.world()
        world.run(60)
        world.cloud.place(None)
        world.run(60)
        self.assertIsNone(world.active(), world.story())
        world.a.restart_hooks()
        world.run(5)
        self.assertIs(world.active(), world.a, world.story())

    def test_an_announcement_counts_as_a_switch_of_unknown_outage(self):
        world = self.world()
        self.power_cut(world)
        self.assertEqual(world.b.watch.state.mover.switched, {'became-master': (1, 0.0)}, world.story())

    def test_a_power_cut_while_dns_is_silent(self):
        world = self.world()
        world.b.dns = 'silent'
        self.power_cut(world)

    def test_who_owns_it_is_not_known_and_not_guessed(self):
        world = self.world()
        world.a.power_off()
        world.run(60)
        self.assertEqual(world.b.files.read_json('watch.json')['owner'], 'unknown')
        switch = world.b.files.read_json('switch.json')
        self.assertEqual((switch['to'], switch['landedMs'], switch['outageMs']), (ENIS['b'], None, None))
        self.assertEqual(sum(line.startswith('announced {') for line in world.b.log(world.started)), 1, world.story())

    def test_a_peer_that_is_dead_behind_a_mute_gateway_isolates_nobody(self):
        world = self.world()
        world.b.power_off()
        world.network.gateway_mute = True
        world.run(600)
        self.check(world, 0)
        self.assertEqual(world.a.keepalived.role, 'MASTER')

    def test_a_host_that_shuts_down_alone_is_not_held_up(self):
        world = self.world()
        world.b.power_off()
        world.run(10)
        world.a.keepalived.stop()
        world.run(5)
        told = world.a.files.read_json('watch.json')
        self.assertTrue(told['peerDead'] and told['blind'], told)


if __name__ == '__main__':
    unittest.main()
