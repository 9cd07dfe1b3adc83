package dev.synod.node;

import dev.synod.paxos.Configuration;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The president's part in changes of the configuration: what it lets pass, and when a member that joined may vote.
 *
 * <p>One change at a time: the next is let pass only when the last one governs. Nothing of it is needed for safety,
 * which alpha gives; it keeps the cluster from changing faster than its members can learn. Source: Paxos Made Simple,
 * section 3.
 */
final class Assembly {

    private static final Ruling CARRIED = new Ruling.Carried();

    private final Settings settings;
    private final Council council;
    private final Feed feed;
    private boolean proposed;

    Assembly(Settings settings, Council council, Feed feed) {
        this.settings = settings;
        this.council = council;
        this.feed = feed;
    }

    /** A configuration was chosen, or nobody proposes any more: the way is free. */
    void done() {
        proposed = false;
    }

    /** What to propose, beside the answer. */
    record Passed(Ruling ruling, Optional<Configuration> proposal) {

        private static Passed now() {
            return new Passed(CARRIED, Optional.empty());
        }

        private static Passed by(Configuration proposal) {
            return new Passed(CARRIED, Optional.of(proposal));
        }

        private static Passed not(String reason) {
            return new Passed(new Ruling.Declined(reason), Optional.empty());
        }
    }

    /**
     * Rules on a change of the members.
     *
     * @param inTouch whether a node was heard of late
     */
    Passed rule(Motion motion, Predicate<NodeId> inTouch) {
        var passed = switch (motion) {
            case Motion.Add(NodeId node, String address) -> add(node, Member.joining(address, Optional.empty()));
            case Motion.Replace(NodeId node, String address, NodeId replaced) ->
                replace(node, Member.joining(address, Optional.of(replaced)), inTouch);
            case Motion.Remove(NodeId node) -> remove(node, inTouch);
            case Motion.Transfer transfer -> Passed.now(); // changes no member
        };
        proposed |= passed.proposal().isPresent();
        return passed;
    }

    private Passed add(NodeId node, Member member) {
        var now = council.configuration();
        var known = now.members().get(node);
        if (known != null) {
            return known.address().equals(member.address())
                    ? Passed.now()
                    : Passed.not("node " + node + " is a member at " + known.address() + ": remove it first, and add it"
                            + " under a new id, or keep its address");
        }
        if (now.removed().contains(node)) {
            return Passed.not("node " + node + " was a member before, and an id is never used again: start the new node"
                    + " with another synod.node.id and an empty data directory");
        }
        if (feed.isForgetful(node)) {
            return Passed.not("node " + node + " is an observer, and forgets with its process what it voted for: start"
                    + " a node with synod.node.role=voter and an id of its own, and add that");
        }
        return underWay().orElseGet(() -> Passed.by(now.with(node, member)));
    }

    private Passed replace(NodeId node, Member member, Predicate<NodeId> inTouch) {
        var now = council.configuration();
        var replaced = member.replaces().orElseThrow();
        if (now.members().containsKey(node)) {
            return Passed.now();
        }
        if (!now.members().containsKey(replaced)) {
            return Passed.not("node " + replaced + " is no member that could be replaced; members are "
                    + now.members().keySet());
        }
        if (inTouch.test(replaced)) {
            return Passed.not("node " + replaced + " is alive: stop it before another node takes its place");
        }
        return add(node, member);
    }

    private Passed remove(NodeId node, Predicate<NodeId> inTouch) {
        var now = council.configuration();
        if (!now.members().containsKey(node)) {
            return Passed.now();
        }
        if (now.joining().equals(Optional.of(node)) && !proposed && council.isSettled()) {
            return Passed.by(now.without(node)); // it was to join, and need not catch up any more
        }
        var busy = underWay();
        if (busy.isPresent()) {
            return busy.get();
        }
        if (now.voters().nodes().equals(List.of(node))) {
            return Passed.not("node " + node + " is the last voter: a cluster cannot lose that");
        }
        var left = now.without(node).voters().nodes();
        long alive = left.stream().filter(inTouch).count();
        return 2 * alive > left.size()
                ? Passed.by(now.without(node))
                : Passed.not("without node " + node + " only " + alive + " of " + left.size()
                        + " voters would be in touch, and that is no majority: start the others first");
    }

    private Optional<Passed> underWay() {
        var joining = council.configuration().joining();
        if (joining.isPresent()) {
            return Optional.of(Passed.not("node " + joining.get()
                    + " is joining and has not caught up yet: wait until it votes, or remove it"));
        }
        return proposed || !council.isSettled()
                ? Optional.of(Passed.not("another change is under way: try again in a moment"))
                : Optional.empty();
    }

    /** Why nobody, or not {@code to}, could take over from this president: while it waits, it proposes nothing. */
    Optional<String> obstacle(Optional<NodeId> to, Predicate<NodeId> inTouch) {
        var voters = council.configuration().voters().nodes();
        if (to.isPresent() && !voters.contains(to.get())) {
            return Optional.of("node " + to.get() + " is no voter; voters are " + voters);
        }
        if (to.isPresent() && !inTouch.test(to.get())) {
            return Optional.of("node " + to.get() + " was not heard of late: start it first");
        }
        return council.isAlone()
                ? Optional.of("node " + settings.self() + " is the only voter: there is nobody to take over")
                : Optional.empty();
    }

    /** The member that joined has caught up: it may vote, and whom it replaces goes. */
    Optional<Configuration> promotion(long at) {
        var now = council.configuration();
        var ready = now.joining().filter(node -> !proposed && council.isSettled() && hasCaughtUp(node, at));
        proposed |= ready.isPresent();
        return ready.map(node -> {
            var member = now.members().get(node);
            var voting = now.with(node, Member.voter(member == null ? "" : member.address()));
            return member == null ? voting : member.replaces().map(voting::without).orElse(voting);
        });
    }

    /** So near that it can follow: in a moment it will know what it lacks. */
    private boolean hasCaughtUp(NodeId node, long at) {
        var progress = feed.progress(node, at);
        return progress.isAbove(Slot.ZERO)
                && progress.number() + settings.limits().inFlight() / 2 >= council.chosenThrough().number();
    }

    /** Whether this node presides over voters of whom it is none: it should hand over. */
    boolean isOutsider() {
        return council.isSettled() && !council.configuration().isVoter(settings.self());
    }
}
