"""What is known, put into the few words on which a decision and the pace depend."""
from vip.decide import BECAME_MASTER, Situation
from vip.pace import STEADY_STANDBY, Tempo, pace


def assess(state):
    """The Situation just now."""
    now = state.host.now()
    here, reading, mover, witnesses = state.here, state.reading, state.mover, state.witnesses
    record = reading.record
    return Situation(
        role=here.role, ours=here.ours, absent=here.absent_for(now), stranger=bool(state.stranger), nic=here.nic,
        stale_anchor=here.on_anchor is not None and here.dead_for(now) > 10,
        owner=record.owner, settled=record.settled, seen=reading.seen, away=now - reading.since,
        fresh=is_fresh(state), owned=state.period.owned, moving=mover.is_moving(),
        due=now >= max(mover.not_before, state.mechanism.not_before) and not state.writer.busy(), repairable=mover.is_repairable('repaired'),
        nowhere=state.mechanism.nowhere, repeats=state.mechanism.repeats, claim=state.mechanism.is_claim_due(mover.claims, record),
        succeeded=state.may_drop_unseen() and witnesses.arrivals.none_for() >= 2,
        contested=witnesses.contests(here.master_since), claimed=state.mechanism.trusts_bonus and witnesses.claims_for() >= 5,
        eip=record.eip if state.mechanism.binds_eip else 'none', eip_due=now >= state.eip.not_before and not state.writer.busy(), nic_due=state.holder.is_due(),
        heard=witnesses.heard(), peer_alive=state.quarrel.is_peer_alive(),
        peer_dead=witnesses.is_peer_dead(reading.since), declined=witnesses.declines(), vip_silent=witnesses.is_vip_silent(),
        alone=witnesses.is_alone(), yielded=bool(state.quarrel.fault), isolated=bool(state.isolated))


def is_fresh(state):
    """Whether the record may be acted on. What a standby read last is good for its first try as MASTER: the call names
    the ENI that has the VIP, and the API refuses it where that is another one by now."""
    age = state.reader.age()
    return age <= 1 or not state.mover.tried and state.reading.record.owner == 'peer' and age <= STEADY_STANDBY + 5


def next_reading(state):
    """When the record is to be read next."""
    now = state.host.now()
    tempo = Tempo(calm=now - max(state.here.changed, state.reading.changed), wait=state.mover.not_before - now,
                  eip_wait=state.eip.not_before - now, silent=state.witnesses.is_silent(2.5),
                  master_for=now - state.here.master_since)
    return state.reading.at + pace(assess(state), tempo)


def find_source(state):
    """The ENI that has the VIP as far as is known, or None. A process that was started anew in the middle of this host's
    time as MASTER has read nothing yet, and has not lost what was this host's."""
    record = state.reading.known if state.reading.record.owner == 'unknown' else state.reading.record
    kept = state.period.owned or not state.mechanism.reads and state.files.exists('owner')
    return state.config.self_eni if record.owner == 'unknown' and kept and state.period.goes_on else record.eni


def tell_start(state, action):
    """(new, detected, heard, lost) of a move that begins now, as in Move."""
    now, event = state.host.now(), state.here.event
    new = event is not None and event.role == 'MASTER' and not state.period.owned
    detected = now - max(0.0, state.host.uptime() - event.started) if new else now
    lost = None if action == BECAME_MASTER else state.reading.since
    return new, detected, state.witnesses.adverts.heard, lost
