"""Each fault that a review of the hooks found, in a simulated pair: what it must cost at most."""
import unittest

import load  # noqa: F401  (finds the modules)
from simulator.cloud import ENIS, OTHER, VIP
from simulator.world import World

DETECTION = 3.81        # three adverts and the skew of priority 50, after the last advert
EXTRA = 1.0             # what any other single fault may add


class Case(unittest.TestCase):
    def world(self, **words):
        world = World(**words)
        self.addCleanup(world.clock.close)
        return world.start()

    def check(self, world, moves, dark=0.0, since=None):
        story = world.story()
        self.assertEqual(world.all_problems(), [], story)
        self.assertEqual(world.moves(since), moves, story)
        self.assertLessEqual(world.dark(since), dark, story)

    def power_cut(self, world, latency=0.12, extra=0.0, seconds=30):
        """Cuts A's power: B serves after detection, a reading, a call and the landing."""
        at = world.clock.now
        world.a.power_off()
        world.run(seconds)
        self.check(world, 1, DETECTION + 3 * latency + world.cloud.landing + 0.2 + extra, at)
        self.assertIs(world.active(), world.b, world.story())


class Graceful(Case):
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

    def test_the_old_owner_serves_as_long_as_the_data_path_lags(self):
        world = self.world(path_lag=3.0)
        world.a.keepalived.stop()
        world.run(60)
        self.check(world, 1)
        self.assertFalse(world.a.has('eth0', VIP), 'but no longer')

    def test_demoted_with_its_own_move_in_flight(self):
        """B has asked for the VIP, A is back at once: B keeps it on the NIC until it knows where it went."""
        for latency, landing, at in ((0.12, 4.0, 2.0), (1.0, 1.0, 1.0), (1.0, 1.0, 1.4)):
            world = self.world(latency=latency, landing=landing)
            world.a.keepalived.stop()
            world.run(at)
            world.b.keepalived.become('BACKUP')
            world.a.keepalived.start()
            world.run(60)
            self.check(world, world.moves())
        self.assertIsNotNone(world.active(), world.story())

    def test_a_restart_of_the_hooks_in_the_middle_of_a_move(self):
        world = self.world(landing=5.0)
        world.a.keepalived.stop()
        world.run(3.0)
        world.b.restart_hooks()
        world.run(60)
        self.check(world, 1)

    def test_run_emptied_on_both_hosts(self):
        world = self.world()
        for machine in (world.a, world.b):
            machine.files.texts.clear()
        world.run(30)
        self.check(world, 0)
        world.a.keepalived.stop()
        world.run(30)
        self.check(world, 1)

    def test_a_preferred_host_comes_back(self):
        world = self.world(mode='preferred')
        world.a.power_off()
        world.run(30)
        before = world.clock.now
        world.a.boot()
        world.run(30)
        self.check(world, 0, 0.0, before)
        world.run(30)
        self.check(world, 1, 0.0, before)
        self.assertIs(world.active(), world.a, world.story())

    def test_a_move_by_hand_to_a_fit_standby(self):
        world = self.world()
        world.cloud.place(ENIS['b'])
        world.run(60)
        self.check(world, 0, 3.0)
        self.assertIs(world.active(), world.b, world.story())

    def test_somebody_else_s_move_is_answered_once(self):
        for owner, action in ((OTHER, 'MigratePrivateIpAddress'), (None, 'AssignPrivateIpAddresses')):
            with self.subTest(owner):
                world = self.world()
                for fetched in (1, 1):
                    world.cloud.place(owner)
                    world.run(60)
                    calls = [call for call in world.cloud.calls if call[2] == action]
                    self.assertEqual(len(calls), fetched, world.story())
                self.assertIn('left alone', world.story())

    def test_no_eni_in_the_middle_of_a_migration_assigns_nothing(self):
        world = self.world()
        world.cloud.owner = None
        world.cloud.note()
        world.clock.call(8.0, lambda: world.cloud.place(ENIS['a']))
        world.run(60)
        self.assertEqual([call for call in world.cloud.calls if call[2] == 'AssignPrivateIpAddresses'], [])


class PowerCut(Case):
    def test_nothing_else_is_wrong(self):
        world = self.world()
        self.power_cut(world)
        told = world.b.files.read_json('switch.json')['outageMs'] / 1000.0
        self.assertAlmostEqual(told, world.dark(), delta=1.5)

    def test_dns_is_silent(self):
        """Names are looked up beside the calls; the known address serves."""
        for since in (0, 600):
            world = self.world()
            world.b.dns = 'silent'
            world.run(since)
            self.power_cut(world)

    def test_dns_is_silent_for_a_fresh_process(self):
        world = self.world()
        world.b.dns = 'silent'
        world.b.restart_hooks()
        world.run(100)
        self.power_cut(world)

    def test_metadata_is_of_no_use(self):
        """The credentials that are valid serve, whatever it answers when they are due."""
        troubles = ['silent', lambda path: (401, 'no'), lambda path: (200, '<html>'),
                    lambda path: (200, 'one two' if path.endswith('/') else '{}'),
                    lambda path: (200, 'r' if path.endswith('/') else
                                  '{"TmpSecretId": "", "TmpSecretKey": "", "Token": "", "Code": "Failed"}')]
        for trouble in troubles:
            world = self.world()
            world.b.metadata = trouble
            for seconds in (130, 0):
                world.b.watch.state.mechanism.api.credentials.renew_at = 0.0
                world.run(seconds)
            self.power_cut(world)

    def test_the_standby_s_disk_hangs(self):
        world = self.world()
        world.b.hang_disk(True)
        self.power_cut(world)
        world.b.hang_disk(False)
        world.run(1)
        self.assertIn('became MASTER', '\n'.join(world.b.log()))

    def test_one_of_two_endpoints_hangs(self):
        for name in ('vpc.internal.example', 'vpc.example'):
            world = self.world()
            world.b.endpoints[name] = 'silent'
            self.power_cut(world, extra=EXTRA)

    def test_an_endpoint_hangs_just_before_the_move(self):
        """Until the request is written, it may take another way."""
        world = self.world()
        world.b.watch.state.mechanism.api.best = 'vpc.internal.example'
        world.clock.call(2.9, lambda: world.b.endpoints.update({'vpc.internal.example': 'silent'}))
        self.power_cut(world, extra=EXTRA)

    def test_the_gateway_answers_no_pings_and_the_api_is_slow(self):
        world = self.world()
        world.network.gateway_mute = True
        world.cloud.latency = 4.0
        world.a.restart_hooks()
        world.b.restart_hooks()
        world.run(60)
        self.power_cut(world, latency=4.0, seconds=60)

    def test_refusals_while_nobody_serves(self):
        for code in ('LimitExceeded.ActionLimited', 'InternalServerError', 'ResourceUnavailable', 'UnsupportedOperation',
                     'UnsupportedOperation.MutexOperationTaskRunning', 'UnauthorizedOperation'):
            world = self.world()
            at = world.clock.now
            until = at + DETECTION + 50
            world.cloud.refuse = lambda _, action: code if action == 'MigratePrivateIpAddress' \
                and world.clock.now < until else None
            world.a.power_off()
            world.run(100)
            accepted = world.cloud.moves(at)[0][0]
            self.assertLess(accepted, until + 3.7, '%s\n%s' % (code, world.story()))
            self.check(world, 1, 999)

    def test_an_action_limit_of_three_seconds_costs_three_and_a_bit(self):
        world = self.world()
        until = world.clock.now + DETECTION + 3
        world.cloud.refuse = lambda _, action: 'LimitExceeded.ActionLimited' if world.clock.now < until else None
        self.power_cut(world, extra=3 + EXTRA)

    def test_lost_answers(self):
        world = self.world()
        seen = []

        def lose(host, action):
            if action == 'MigratePrivateIpAddress' and not seen:
                seen.append(action)
                return 502
        world.cloud.refuse = lose
        self.power_cut(world, extra=GIVEN_UP + EXTRA)


GIVEN_UP = 3.0


class Networks(Case):
    def test_vrrp_blocked(self):
        world = self.world()
        world.network.block('vrrp')
        world.run(1200)
        self.check(world, 1)
        self.assertEqual(world.b.files.read_json('switch.json')['outageMs'], 0)
        world.network.blocked.clear()
        world.run(600)
        self.check(world, 1)

    def test_the_rule_for_everything_is_gone(self):
        """VRRP and pings are silent, both hosts live: the VIP moves once, and stays."""
        world = self.world()
        world.network.block('vrrp', 'icmp')
        world.run(3600)
        self.check(world, 1)
        world.network.blocked.clear()
        world.run(600)
        self.check(world, 1)
        self.assertIsNotNone(world.active())

    def test_the_peer_dies_while_vrrp_alone_is_blocked(self):
        world = self.world()
        world.network.block('vrrp')
        world.run(120)
        at = world.clock.now
        world.b.power_off()
        world.run(120)
        self.check(world, 1, 20, at)
        self.assertTrue(world.is_served(), world.story())

    def test_adverts_lost_one_way(self):
        for way in (('vrrp', 'a', 'b'), ('vrrp', 'b', 'a')):
            world = self.world()
            world.network.blocked = {way}
            world.run(1200)
            self.check(world, world.moves())
            self.assertLessEqual(world.moves(), 1, world.story())
            world.network.blocked = set()
            world.run(600)
            self.assertLessEqual(world.moves(), 2, world.story())

    def test_the_active_host_is_cut_off(self):
        for seconds in (12, 30, 300):
            world = self.world()
            at = world.clock.now
            world.network.cut = {'a'}
            world.run(seconds)
            world.network.cut = set()
            world.run(120)
            self.check(world, 1, DETECTION + 2.7, at)

    def test_an_api_that_refuses_is_an_api_that_answers(self):
        for refusal in ('RequestLimitExceeded', 'UnauthorizedOperation', 503):
            world = self.world()
            world.b.power_off()
            world.run(30)
            world.cloud.refuse = lambda host, action: refusal
            world.network.gateway_mute = True
            world.run(600)
            self.check(world, 0)
            self.assertIs(world.a.keepalived.role, 'MASTER', world.story())

    def test_the_api_away_alone_changes_nothing(self):
        world = self.world()
        world.network.no_api = {'a', 'b'}
        world.run(600)
        self.check(world, 0)

    def test_a_standby_that_wakes_up_does_not_unseat_the_owner(self):
        """Whatever the addresses: the owner's priority is higher, so there is no tie."""
        for first in ('a', 'b'):
            world = self.world()
            if first == 'b':
                world.a.keepalived.stop()
                world.run(20)
                world.a.keepalived.start()
                world.run(40)
            owner = world.active()
            before = world.clock.now
            world.machines[owner.peer].freeze(6.0)
            world.run(60)
            self.check(world, 0, 0.0, before)
            self.assertIs(world.active(), owner, world.story())
            roles = [at for at, line in owner.lines if at > before and line.startswith(('BACKUP', 'FAULT'))]
            self.assertEqual(roles, [], world.story())

    def test_the_active_host_is_frozen_for_a_while(self):
        for seconds in (3, 5, 12, 40):
            world = self.world()
            at = world.clock.now
            world.a.freeze(seconds)
            world.run(150)
            self.check(world, world.moves(), min(seconds, DETECTION + 2.7) + 1, at)
            self.assertLessEqual(world.moves(), 1, world.story())

    def test_a_host_without_api_hears_that_the_peer_is_the_owner(self):
        world = self.world()
        world.network.no_api = {'a'}
        world.a.check = lambda _: 'no answer'
        world.run(120)
        self.check(world, 1)
        self.assertFalse(world.a.has('eth0', VIP), world.story())
        self.assertIs(world.active(), world.b)

    def test_readers_that_lag(self):
        for seed in range(4):
            world = self.world(seed=seed, read_lag=4.0)
            # Whoever wakes the new owner makes it read at once, and again.
            for number in range(20):
                world.clock.call(2.5 + 0.4 * number, world.b.waker.tell_from_outside)
            world.a.keepalived.stop()
            world.run(30)
            world.a.keepalived.start()
            world.run(600)
            self.check(world, 1)
            self.assertNotIn('yield', world.story())


class Yielding(Case):
    def test_a_slip_to_a_host_that_serves_nothing(self):
        """B is in maintenance, and somebody moves the VIP to it: A hears from B's hooks that nobody serves."""
        for mechanism, moves in (('migrate', 1), ('havip', 2)):     # there the slip itself counts
            world = self.world(mechanism=mechanism)
            world.b.keepalived.stop()
            for _ in range(2):
                world.run(30)
                at = world.clock.now
                world.cloud.place(ENIS['b'])
                world.run(120)
                self.check(world, moves, 4, at)
                self.assertIs(world.active(), world.a, world.story())
                told = world.a.files.read_json('switch.json')
                self.assertEqual(told['code'], 'idle-peer')
                self.assertAlmostEqual(told['outageMs'] / 1000.0, world.dark(at), delta=1.5)

    def test_a_slip_while_the_hosts_do_not_hear_each_other(self):
        """A yields, sees that the peer answers pings and the VIP does not, and takes it again."""
        world = self.world()
        world.b.keepalived.stop()
        world.network.block('vrrp')
        world.run(30)
        world.cloud.place(ENIS['b'])
        world.run(120)
        self.check(world, 1, 34)
        self.assertIs(world.active(), world.a, world.story())

    def test_a_slip_to_a_dead_host_is_told_with_its_outage(self):
        world = self.world()
        world.b.power_off()
        world.run(300)
        at = world.clock.now
        world.cloud.place(ENIS['b'])
        world.run(60)
        told = world.a.files.read_json('switch.json')
        self.assertEqual(told['code'], 'dead-peer')
        self.assertLess(told['outageMs'] / 1000.0, world.dark(at) + 0.5)

    def test_a_slip_to_a_host_that_is_held(self):
        world = self.world()
        world.b.files.write('fault.held', '999999 maintenance')
        world.run(30)
        world.cloud.place(ENIS['b'])
        world.run(300)
        self.check(world, world.moves(), 3)

    def test_a_slip_to_a_dead_host(self):
        world = self.world()
        world.b.power_off()
        world.run(120)
        world.cloud.place(ENIS['b'])
        world.run(120)
        self.check(world, 1, 16)
        self.assertIs(world.active(), world.a, world.story())

    def test_somebody_gives_it_back(self):
        world = self.world()
        world.network.block('vrrp')
        world.run(60)
        self.assertEqual(world.cloud.owner, ENIS['b'])
        before = world.clock.now
        world.cloud.place(ENIS['a'])
        world.run(120)
        self.assertLessEqual(world.dark(before), 3, world.story())
        self.assertEqual(world.moves(before), 0, world.story())

    def test_a_period_as_master_outlives_the_process(self):
        world = self.world()
        world.network.block('vrrp')
        world.run(4.2)
        world.a.restart_hooks()
        world.run(120)
        self.check(world, 1)


class Host(Case):
    def test_the_active_host_s_check_hangs(self):
        world = self.world()
        world.a.check = lambda _: world.clock.sleep(1e9)
        world.run(20)
        self.check(world, 1)
        self.assertIs(world.active(), world.b, world.story())

    def test_hooks_that_give_no_sign_of_life(self):
        """The active host serves on, and hands over; a standby does not become MASTER."""
        world = self.world()
        world.a.kill_hooks()
        world.run(90)
        self.check(world, 1)
        world = self.world()
        world.b.kill_hooks()
        world.run(60)
        self.assertEqual(world.b.keepalived.role, 'FAULT')
        world.a.keepalived.stop()
        world.run(60)
        self.check(world, 0)

    def test_both_hosts_hooks_are_dead(self):
        world = self.world()
        world.a.kill_hooks()
        world.b.kill_hooks()
        world.run(600)
        self.check(world, 0)

    def test_a_copy_of_the_disk_does_nothing(self):
        world = self.world()
        world.b.power_off()
        world.run(10)
        world.b.mac_now = '52:54:00:ff:ff:ff'
        world.b.boot()
        world.a.power_off()
        calls = len(world.cloud.calls)
        world.run(60)
        self.assertEqual(len(world.cloud.calls), calls)
        self.assertFalse(world.b.has('eth0', VIP))
        self.assertEqual(world.b.keepalived.role, 'FAULT')
        self.assertTrue(world.b.files.exists('fault.stranger'))
        self.assertEqual(sum('not the machine' in line for line in world.b.log()), 1, world.story())

    def test_an_address_that_is_lost(self):
        world = self.world()
        world.a.set_address('eth0', world.a.ip, False)
        world.run(30)
        self.check(world, 1)
        world.a.set_address('eth0', world.a.ip, True)
        world.run(30)
        self.assertFalse(world.a.files.exists('fault.stranger'), world.story())

    def test_keepalived_that_cannot_start_leaves_nothing_on_its_anchor(self):
        world = self.world()
        world.a.keepalived.start = lambda: None
        world.a.keepalived.kill()
        world.run(60)
        self.check(world, 1)
        self.assertFalse(world.a.has('lo', VIP), world.story())

    def test_an_old_keepalived_whose_anchor_is_taken_away_goes_on_as_master(self):
        world = self.world()
        world.a.set_address('lo', VIP, False)
        world.run(60)
        self.check(world, 0)
        world.cloud.place(OTHER)
        world.run(30)
        self.check(world, 1, 16)

    def test_something_takes_the_vip_off_the_nic_again_and_again(self):
        world = self.world()

        def take():
            world.a.set_address('eth0', VIP, False)
            world.clock.call(0.3, take)
        take()
        before = len(world.a.lines)
        world.run(700)
        self.assertLess(len(world.a.lines) - before, 20)

    def test_a_host_that_shuts_down_waits_for_the_move(self):
        """What `vip.py leave` reads says that the VIP is still here, whatever is filtered, until it has gone."""
        world = self.world(landing=8.0)
        world.network.block('icmp')
        world.run(30)
        world.a.keepalived.stop()
        world.run(6)
        told = world.a.files.read_json('watch.json')
        self.assertFalse(told['owner'] == 'peer' and told['settled'], told)
        self.assertFalse(told['settled'] and told['peerDead'], told)
        world.run(6)
        self.assertEqual(world.a.files.read_json('watch.json')['owner'], 'peer')


class Eip(Case):
    def lasts(self, world, calls=250, lines=20):
        at = world.clock.now
        logged = len(world.a.lines)
        world.run(1200)
        made = [call for call in world.cloud.calls if call[0] >= at]
        self.assertLess(len(made), calls, world.story()[-2000:])
        self.assertLess(len(world.a.lines) - logged, lines, world.story()[-4000:])

    def test_one_that_cannot_be_bound(self):
        world = self.world()
        world.cloud.eip = ('UNBIND', None, None)
        world.cloud.note()
        world.cloud.refuse = lambda _, action: 'InvalidAddressId.Blocked' if action == 'AssociateAddress' else None
        self.lasts(world)
        world.cloud.refuse = lambda _, action: None
        world.run(80)
        self.assertEqual(world.cloud.eip, ('BIND', ENIS['a'], VIP), world.story())

    def test_one_that_does_not_exist(self):
        world = self.world()
        world.cloud.eip = ('UNBIND', None, None)
        world.cloud.note()
        world.cloud.refuse = lambda _, action: 'InvalidAddressId.NotFound' if action == 'DescribeAddresses' else None
        self.lasts(world)

    def test_one_that_is_going_offline(self):
        world = self.world()
        world.cloud.eip = ('OFFLINING', None, None)
        world.cloud.note()
        self.lasts(world)

    def test_one_that_follows_late_is_left_to_follow(self):
        world = self.world(eip_follows=2.0)
        world.a.keepalived.stop()
        world.run(30)
        self.assertEqual(world.cloud.eip, ('BIND', ENIS['b'], VIP))
        self.assertNotIn('DisassociateAddress', [call[2] for call in world.cloud.calls], world.story())

    def test_one_that_stays_behind_is_fetched(self):
        world = self.world(eip_follows=None)
        at = world.clock.now
        world.a.keepalived.stop()
        world.run(30)
        self.assertEqual(world.cloud.eip, ('BIND', ENIS['b'], VIP), world.story())
        self.assertEqual([call[2] for call in world.cloud.calls if call[0] > at and 'ssociate' in call[2]],
                         ['DisassociateAddress', 'AssociateAddress'])

    def test_a_refused_binding_after_the_unbinding_converges(self):
        world = self.world(eip_follows=None)
        until = world.clock.now + 60
        world.cloud.refuse = lambda _, action: 'InternalServerError' if action == 'AssociateAddress' \
            and world.clock.now < until else None
        world.a.keepalived.stop()
        world.run(130)
        self.assertEqual(world.cloud.eip, ('BIND', ENIS['b'], VIP), world.story())


class Writes(Case):
    def test_a_move_that_hangs_before_it_is_sent_is_not_sent_after_the_role_is_lost(self):
        """B is MASTER for a moment, its call hangs in TLS, the old owner is back: the VIP stays where it is."""
        world = self.world()
        slow = world.b.endpoints
        slow.update({'vpc.internal.example': 'late', 'vpc.example': 'late'})
        world.clock.call(11.0, slow.clear)
        world.a.freeze(5.2)
        world.run(60)
        self.check(world, 0, 5.3)

    def test_what_lasts_is_bounded(self):
        """Calls and lines of ten minutes, in states that may last."""
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

        def taken_away(world):
            world.cloud.place(OTHER)
            world.run(30)
            world.cloud.place(OTHER)

        def alone(world):
            world.b.power_off()
            world.network.gateway_mute = True
        for state in (nothing, blocked, no_api, refused, both_masters, taken_away, alone):
            with self.subTest(state.__name__):
                world = self.world()
                state(world)
                world.run(700)
                calls, lines = len(world.cloud.calls), len(world.a.lines) + len(world.b.lines)
                world.run(600)
                self.assertLess(len(world.cloud.calls) - calls, 2500 / 6)
                self.assertLess(len(world.a.lines) + len(world.b.lines) - lines, 20, world.story()[-3000:])


if __name__ == '__main__':
    unittest.main()
