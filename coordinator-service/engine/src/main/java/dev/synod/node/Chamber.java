package dev.synod.node;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.PeerMessage.AskPosition;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.node.PeerMessage.Forward;
import dev.synod.node.PeerMessage.Overloaded;
import dev.synod.node.PeerMessage.ReadFrom;
import dev.synod.node.snapshot.Contents;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message.Chosen;
import dev.synod.paxos.Message.Heartbeat;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the loop owns beside its seat in the {@link Council}: the replicated state, the clients that wait for it, and
 * the president's duties towards them. Everything here happens inside a turn, on one thread.
 */
final class Chamber implements Council.Listener, Affairs.House {

    /** What was passed to the president and not settled for so many heartbeats is passed on again. */
    private static final int HEARTBEATS_TO_REPEAT = 4;

    private final Settings settings;
    private final Ports ports;
    private final long life;
    private final long heartbeat;
    private final Council council;
    private final Affairs affairs;
    private final Alarms alarms = new Alarms();
    private final Docket docket;
    private final Gallery gallery;
    private final Tenures tenures = new Tenures();
    private final Confirmations confirmations = new Confirmations();
    private final Departure departure = new Departure();
    private final Turns turns;
    private final Map<NodeId, Long> heard = new TreeMap<>();
    private Optional<Proposals> proposals = Optional.empty();
    private Ballot opened = Ballot.ZERO;
    private Slot announced = Slot.ZERO;
    private long now;
    private long nextHeartbeat;

    Chamber(Settings settings, Ports ports, Consumer<Runnable> later) {
        this.settings = settings;
        this.ports = ports;
        life = ports.dice().below(Long.MAX_VALUE);
        heartbeat = settings.heartbeat().toNanos();
        now = ports.clock().nanos();
        nextHeartbeat = now;
        turns = new Turns(now);
        docket = new Docket(settings, ports.transport(), alarms, life);
        council = new Council(settings, ports, this);
        gallery = new Gallery(settings.limits().waiters(), council::delivered);
        affairs = new Affairs(settings, ports, council, new Affairs.Loop(this, life, now, later));
        var remembered = affairs.remember();
        remembered.ifPresent(this::replaceState);
        council.remember(remembered.map(Contents::foundation), Configuration.founding(settings.members()));
    }

    private void replaceState(Contents contents) {
        gallery.replace(contents.state());
        opened = contents.foundation().opened();
        docket.skipped();
        docket.opened(opened);
        tenures.replace(gallery.running(), now);
    }

    // ---- a turn

    void begin() {
        long last = now;
        now = ports.clock().nanos();
        if (now - last > settings.patience().toNanos()) {
            tenures.stoodStill(now - last); // nobody could renew while this loop did not turn
        }
        council.begin(now);
    }

    void end() {
        alarms.ring(now);
        if (nextHeartbeat - now <= 0) {
            nextHeartbeat = now + heartbeat;
            heartbeatDue();
        }
        council.checkPatience();
        do {
            passOn();
            council.persistThenSpeak();
            answerConfirmed();
        } while (canPropose() && ports.clock().nanos() - now < heartbeat); // a slow disk must not stop the clocks
        council.end();
        affairs.turnEnds();
        gallery.turnEnds();
        docket.answerReads(council.delivered());
        turns.took(now, ports.clock().nanos() - now);
    }

    long dueNanos() {
        return canPropose() ? now : council.dueNanos(alarms.next(nextHeartbeat));
    }

    private void heartbeatDue() {
        council.heartbeatDue(beat -> confirmations.beatSent(beat, council.chosenThrough()));
        docket.forgetLate(now);
        affairs.heartbeatDue(now);
        if (council.presides() && departure.isWanted()) {
            council.handOver(departure.successor());
        }
        for (var end : tenures.runOut(now)) {
            propose(end.getKey(), end.getValue());
        }
        repeat();
    }

    /** Proposes the end of something whose time is over. */
    private void propose(Tenures.Tenure tenure, Command end) {
        var outcome = new CompletableFuture<Answer<Outcome>>();
        docket.submitEnd(end, ports.clock().wall(), now + settings.patience().toNanos(), outcome);
        var unused = outcome.thenAccept(answer -> {
            // Where the outcome is unknown the end may still be chosen in this presidency: until it is known, no
            // renewal is answered.
            if (answer instanceof Answer.NoQuorum || answer instanceof Answer.Overloaded) {
                tenures.notEnded(tenure, now, heartbeat);
            }
        });
    }

    // ---- to the president

    /** Whether the presidency's opening is applied here: before that, nothing may be asked of it. */
    private boolean isOpen() {
        return council.presidency().equals(Optional.of(opened));
    }

    private void passOn() {
        affairs.passOn(now);
        if (!isOpen()) {
            return;
        }
        if (council.presides()) {
            proposeWaiting();
            docket.question(now).ifPresent(this::askMyself);
            if (confirmations.wantsBeat()) {
                council.confirmBallot(beat -> confirmations.beatSent(beat, council.chosenThrough()));
            }
        } else {
            docket.passOn(opened, now);
        }
    }

    private void askMyself(AskPosition question) {
        confirmations.add(new Confirmations.Ask(settings.self(), question));
    }

    private boolean canPropose() {
        return isOpen()
                && council.presides()
                && !departure.isWanted()
                && (docket.hasUnsent() || proposals.filter(waiting -> !waiting.isEmpty()).isPresent())
                && council.room() > 0;
    }

    private void proposeWaiting() {
        while (canPropose()) {
            int room = Math.min(settings.limits().batch(), council.room());
            var decrees = new ArrayList<Decree>();
            proposals.ifPresent(waiting -> decrees.addAll(waiting.next(room)));
            decrees.addAll(docket.take(room - decrees.size(), now));
            if (!decrees.isEmpty()) {
                council.propose(decrees);
            }
        }
    }

    private void repeat() {
        long since = now - HEARTBEATS_TO_REPEAT * heartbeat;
        if (isOpen() && council.presides()) {
            docket.overdueQuestions(since, now).forEach(this::askMyself);
        } else if (isOpen()) {
            docket.repeat(opened, since, now);
        }
    }

    // ---- from peers

    void received(NodeId from, PeerMessage message) {
        if (council.configuration().members().containsKey(from)) {
            heard.put(from, now);
        }
        switch (message) {
            case Consensus carried -> {
                if (carried.message() instanceof Heartbeat beat && beat.chosenThrough().isAbove(announced)) {
                    announced = beat.chosenThrough();
                }
                if (carried.message() instanceof Chosen chosen) {
                    affairs.onGap(from, chosen.first(), now);
                }
                council.received(from, carried.message());
            }
            case Forward forward -> onForward(from, forward);
            case Overloaded refused -> docket.overloaded(refused);
            case AskPosition question -> {
                if (council.presides() && isOpen()) { // before, what is known chosen may lack what was answered already
                    confirmations.add(new Confirmations.Ask(from, question));
                }
            }
            case PeerMessage.Follow follow -> affairs.onFollow(from, follow, now);
            case PeerMessage.Elsewhere elsewhere -> affairs.onElsewhere(from, elsewhere, now);
            case PeerMessage.News news -> {
                announced = news.announced().isAbove(announced) ? news.announced() : announced;
                affairs.onNews(from, news, now);
            }
            case PeerMessage.AskPart ask -> affairs.onAskPart(from, ask, now);
            case PeerMessage.Part part -> affairs.onPart(from, part, now);
            case PeerMessage.Moved moved -> affairs.onMoved(from, moved);
            case PeerMessage.Ruled ruled -> affairs.onRuled(ruled);
            case ReadFrom answer -> docket.answered(answer.life(), answer.number(), answer.through());
        }
    }

    private void onForward(NodeId from, Forward forward) {
        if (council.presides() && proposals.isPresent() && proposals.get().ballot().equals(forward.ballot())) {
            var refused = proposals.get().take(from, forward);
            if (!refused.isEmpty()) {
                ports.transport().send(from, new Overloaded(forward.life(), refused));
            }
        }
    }

    void lost(NodeId peer) {
        affairs.lost(peer, now);
        council.lost(peer);
    }

    // ---- from the council

    @Override
    public void chosen(Slot slot, Decree decree) {
        switch (decree) {
            case Decree.NoOp gap -> {} // nothing was asked for
            case Decree.Reconfigured change -> {
                gallery.reconfigured(slot, council.configuration(slot.before()), change.configuration());
                affairs.reconfigured();
            }
            case Decree.Opened opening -> {
                gallery.opened(slot, opening.ballot());
                open(opening.ballot());
            }
            case Decree.Payload payload -> apply(new Position(slot.number()), Submission.decode(payload));
        }
    }

    private void open(Ballot ballot) {
        opened = ballot;
        docket.opened(ballot);
        if (council.presides() && isOpen()) {
            proposals = Optional.of(new Proposals(ballot, settings.limits().mailbox()));
            tenures.start(now);
        }
    }

    private void apply(Position position, Submission submission) {
        var applied = gallery.apply(position, submission);
        applied.changes().forEach(change -> tenures.note(change, now));
        if (submission.command() instanceof Command.LiftDelay lifted) {
            tenures.lifted(lifted.lock(), lifted.since());
        }
        docket.applied(submission.id(), applied, position);
    }

    @Override
    public void confirmed(long beat) {
        confirmations.beatConfirmed(beat);
    }

    @Override
    public void steppedDown() {
        proposals = Optional.empty();
        confirmations.clear();
        affairs.steppedDown();
        tenures.stop();
        departure.done();
    }

    @Override
    public void outOfReach(NodeId peer) {
        affairs.outOfReach(peer, now);
    }

    // ---- from the affairs

    @Override
    public Optional<Ballot> openPresidency() {
        return isOpen() ? council.presidency() : Optional.empty();
    }

    @Override
    public boolean hears(NodeId node) {
        long silent = node.equals(settings.self()) ? 0 : now - heard.getOrDefault(node, now - Long.MAX_VALUE / 2);
        return silent <= settings.patience().toNanos();
    }

    @Override
    public void propose(Configuration configuration) {
        council.propose(List.of(new Decree.Reconfigured(configuration)));
    }

    @Override
    public void install(Contents contents) {
        replaceState(contents);
    }

    private void answerConfirmed() {
        if (!tenures.counting()) {
            return; // the ballot's recovery is not applied yet: nobody may read from it
        }
        for (var confirmed : confirmations.take(tenures::ending)) {
            var question = confirmed.ask().question();
            question.renewals().forEach(session -> tenures.renewed(session, now));
            // A renewal may have waited for the end of its session to be decided: then the answer must contain that
            // end.
            var through = question.renewals().isEmpty() ? confirmed.through() : council.delivered();
            if (confirmed.ask().from().equals(settings.self())) {
                docket.answered(question.life(), question.number(), through);
            } else {
                ports.transport()
                        .send(confirmed.ask().from(), new ReadFrom(question.life(), question.number(), through));
            }
        }
    }

    // ---- from clients

    void submit(Command command, Instant at, Duration within, CompletableFuture<Answer<Outcome>> answer) {
        docket.submit(command, at, now + within.toNanos(), answer);
    }

    <T> void read(
            Optional<SessionId> renews,
            Function<Coordination, T> query,
            Duration within,
            CompletableFuture<Answer<T>> answer) {
        long deadline = now + within.toNanos();
        docket.read(new Readings.Reading(renews, deadline, () -> answer(query, answer)));
        alarms.at(deadline, () -> answer.complete(new Answer.NoQuorum<>()));
    }

    /** Evaluates a query on the state as this node has it. */
    <T> void answer(Function<Coordination, T> query, CompletableFuture<Answer<T>> answer) {
        gallery.answer(query, answer);
    }

    <T> void await(
            Subject subject,
            Function<Coordination, Optional<T>> query,
            Duration within,
            CompletableFuture<Answer<Optional<T>>> answer) {
        gallery.await(subject, query, answer).ifPresent(timeOver -> alarms.at(now + within.toNanos(), timeOver));
    }

    void caughtUp(Position wanted, Duration within, CompletableFuture<Answer<Position>> answer) {
        alarms.at(now + within.toNanos(), gallery.arrival(wanted, answer));
    }

    void delayLeft(LockName lock, CompletableFuture<Answer<Duration>> answer) {
        answer.complete(new Answer.Done<>(tenures.delayLeft(lock, now), position()));
    }

    void move(Motion motion, Duration within, CompletableFuture<Answer<Ruling>> answer) {
        long petition = affairs.move(motion, answer);
        alarms.at(now + within.toNanos(), () -> affairs.timeOver(petition));
    }

    void makeSnapshot(CompletableFuture<Snapshot> made) {
        affairs.makeSnapshot(made::complete);
    }

    @Override
    public void handOver(Optional<NodeId> to, Duration within, CompletableFuture<Boolean> done) {
        if (!council.presides()) {
            done.complete(true);
            return;
        }
        if (council.isAlone()) {
            done.complete(false);
            return;
        }
        departure.begin(to, done);
        council.handOver(to);
        alarms.at(now + within.toNanos(), () -> departure.giveUp(done));
    }

    /** No turn will come: every request's time is over now. */
    void giveUp() {
        alarms.ringAll();
    }

    private Position position() {
        return new Position(council.delivered().number());
    }

    // ---- standing

    Standing standing(int mailbox) {
        boolean caughtUp = council.presides() ? isOpen() : !council.delivered().isBelow(announced);
        return new Standing(
                settings.self(),
                council.role(),
                council.presidency().map(Ballot::node),
                council.highest(),
                council.chosenThrough(),
                council.delivered(),
                announced,
                caughtUp && council.inTouch() && !council.isWithoutRoom(),
                new Standing.Membership(
                        council.configuration(), council.governing(), council.isVoter(), council.isSettled(),
                        affairs.source()),
                new Standing.Keeping(
                        council.truncated().next(),
                        affairs.lastSnapshot(),
                        council.isWithoutRoom(),
                        council.isSlow(),
                        turns.longest()),
                peers(),
                affairs.readers(),
                mailbox,
                docket.size(),
                now);
    }

    private List<Standing.Peer> peers() {
        return council.configuration().members().keySet().stream()
                .filter(node -> !node.equals(settings.self()))
                .map(node -> new Standing.Peer(
                        node,
                        Optional.ofNullable(heard.get(node)).map(at -> Duration.ofNanos(now - at)),
                        council.chosenThrough(node)))
                .toList();
    }
}
