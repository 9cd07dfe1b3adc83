package dev.synod.simulation.history;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.Topic;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.paxos.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One question that one client asked of one node, from the moment it arrived there to the moment it was answered. */
public final class Operation {

    /** What was asked. */
    public sealed interface Question {

        /**
         * Has a command carried out.
         *
         * @param knowing what whoever asked knew, where it said so
         */
        record Does(Command command, Optional<Mind.Knowledge> knowing) implements Question {

            public Does(Command command) {
                this(command, Optional.empty());
            }

            /** The command as it is meant, without what its sender knew. */
            public Command meant() {
                return command instanceof Command.Knowing(var context, Command known) ? known : command;
            }
        }

        record SeesLock(LockName lock) implements Question {}

        /** As the node has learned it, without asking anybody. */
        record SeesLearnedLock(LockName lock) implements Question {}

        record SeesElection(ElectionName election) implements Question {}

        record Renews(SessionId session) implements Question {}

        /** The digest of what the node has learned, without asking anybody. */
        record SeesDigest() implements Question {}

        /**
         * Looks at the state in a way that has no model of its own: what is seen must be what the ledger made.
         *
         * @param look how to see it in any state
         */
        record Looks(String what, Function<Coordination, Result> look) implements Question {

            @Override
            public String toString() {
                return "Looks[" + what + "]";
            }
        }

        /** Something that no model judges. */
        record Other(String what) implements Question {}
    }

    /** What was seen. */
    public sealed interface Result {

        record Came(Outcome outcome) implements Result {}

        record SawLock(Lock lock) implements Result {}

        record SawHold(Hold hold) implements Result {}

        record SawElection(Election election) implements Result {}

        record SawDigest(long digest) implements Result {}

        /** Whether the session was there. */
        record Renewed(boolean alive) implements Result {}

        /**
         * Events of a topic, as they stand after a sequence.
         *
         * @param limit the most that were to be shown
         */
        record SawEvents(Topic topic, long after, int limit, List<Event> events) implements Result {}

        /** Locks beside each other, and the holds of several among them. */
        record SawTogether(List<Lock> locks, List<ManyHold> holds) implements Result {}

        record SawRun(Optional<Run> run) implements Result {}

        /** What a session knew, where it was open. */
        record SawClock(SessionId session, Optional<CausalContext> clock) implements Result {}

        record SawCursor(Optional<Long> sequence) implements Result {}

        record Unjudged() implements Result {}
    }

    /** What is known of it. */
    public enum Fate {
        /** Not answered (yet): it may happen at any later moment, or never. */
        OPEN,
        DONE,
        /** The answer says that it may happen or not. */
        UNKNOWN,
        /** The answer says that it had no effect. */
        NO_EFFECT
    }

    private static final NodeId NOBODY = new NodeId(Integer.MAX_VALUE);

    private final int client;
    private final NodeId node;
    private final Question question;
    private final long asked;
    private final long askedAt;
    private long answered = Long.MAX_VALUE;
    private Fate fate = Fate.OPEN;
    private Optional<Result> result = Optional.empty();
    private Position position = Position.ZERO;

    /** When something was: a moment orders, an instant is virtual time. */
    public record Time(long moment, long instant) {}

    Operation(int client, NodeId node, Question question, Time asked) {
        this.client = client;
        this.node = node;
        this.question = question;
        this.asked = asked.moment();
        this.askedAt = asked.instant();
    }

    /** A decree that no client asked for. It may have happened at any moment; its position tells it from others. */
    public static Operation ofPresident(Command command, Position position) {
        Operation operation = new Operation(0, NOBODY, new Question.Does(command), new Time(0, 0));
        operation.position = position;
        return operation;
    }

    void done(Result seen, Position basedOn, long moment) {
        result = Optional.of(seen);
        position = basedOn;
        fate = Fate.DONE;
        answered = moment;
    }

    /** Takes an answer other than {@link Answer.Done}. */
    void failed(Fate newFate, long moment) {
        fate = newFate;
        answered = moment;
    }

    public int client() {
        return client;
    }

    public NodeId node() {
        return node;
    }

    public Question question() {
        return question;
    }

    /** What it wants done, where it wants something done, without what its sender knew. */
    public Optional<Command> meant() {
        return question instanceof Question.Does does ? Optional.of(does.meant()) : Optional.empty();
    }

    /** The moment at which it was asked. */
    public long asked() {
        return asked;
    }

    /** The instant at which it was asked. */
    public long askedAt() {
        return askedAt;
    }

    /** The moment at which it was answered, far away where it was not. */
    public long answered() {
        return answered;
    }

    public Fate fate() {
        return fate;
    }

    /** Present where it is {@link Fate#DONE}. */
    public Optional<Result> result() {
        return result;
    }

    /** What the answer is based on. */
    public Position position() {
        return position;
    }

    @Override
    public String toString() {
        return "client " + client + " at node " + node + " [" + asked + ", "
                + (answered == Long.MAX_VALUE ? "…" : answered) + "] " + question + " -> " + fate
                + result.map(seen -> " " + seen).orElse("") + " at " + position;
    }
}
