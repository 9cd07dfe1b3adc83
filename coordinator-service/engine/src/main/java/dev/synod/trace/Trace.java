package dev.synod.trace;

import dev.synod.paxos.Action;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.paxos.Vote;
import dev.synod.paxos.Witness;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Writes what one node did, a line of JSON for each step. */
public final class Trace implements Witness {

    private final NodeId node;
    private final LongSupplier clock;
    private final Consumer<String> lines;

    /**
     * A trace of {@code node}.
     *
     * @param clock nanoseconds, from one origin for all the nodes whose traces are merged
     */
    public Trace(NodeId node, LongSupplier clock, Consumer<String> lines) {
        this.node = node;
        this.clock = clock;
        this.lines = lines;
    }

    /** The line that a trace begins with. */
    public static String begin(int alpha, Collection<NodeId> voters) {
        return "{\"action\":\"Begin\",\"alpha\":" + alpha + ",\"voters\":" + numbers(voters) + "}";
    }

    @Override
    public void durable() {
        write("Durable", "");
    }

    @Override
    public void saw(Action action) {
        switch (action) {
            case Action.Prepare(Ballot ballot, Slot known) -> write("Prepare", ballot(ballot) + through(known));
            case Action.Promise(Ballot ballot, Slot known, Collection<Vote> votes) ->
                write("Promise", ballot(ballot) + through(known) + votes(votes));
            case Action.Preside(Ballot ballot, Slot known, Collection<NodeId> by) ->
                write("Preside", ballot(ballot) + through(known) + ",\"by\":" + numbers(by));
            case Action.Propose(Ballot ballot, Slot slot, var decrees) ->
                write("Propose", ballot(ballot) + slot(slot) + decrees(decrees));
            case Action.Vote(Ballot ballot, Slot slot, var decrees) ->
                write("Vote", ballot(ballot) + slot(slot) + decrees(decrees));
            case Action.AnswerKnown(Ballot ballot, Slot slot, Slot through) ->
                write("AnswerKnown", ballot(ballot) + slot(slot) + ",\"through\":" + through);
            case Action.Choose(Ballot ballot, Slot slot, var decrees) ->
                write("Choose", ballot(ballot) + slot(slot) + decrees(decrees));
            case Action.Learn(Ballot ballot, Slot slot, var decrees) ->
                write("Learn", ballot(ballot) + slot(slot) + decrees(decrees));
            case Action.CatchUp(Slot slot, var decrees) -> write("CatchUp", slot(slot) + decrees(decrees));
            case Action.Install(Slot slot) -> write("Install", slot(slot));
            case Action.Truncate(Slot slot) -> write("Truncate", slot(slot));
            case Action.Restart(Ballot promised, Slot known, Slot snapshot, Collection<Vote> votes) ->
                write("Restart", ",\"promised\":" + text(promised.round() == 0 ? "0.0" : promised.toString())
                        + through(known) + ",\"snapshot\":" + snapshot + votes(votes));
            case Action.StepDown() -> write("StepDown", "");
        }
    }

    private void write(String action, String fields) {
        var head = "{\"node\":" + node + ",\"at\":" + clock.getAsLong();
        lines.accept(head + ",\"action\":" + text(action) + fields + "}");
    }

    private static String ballot(Ballot ballot) {
        return ",\"ballot\":" + text(ballot.toString());
    }

    private static String through(Slot known) {
        return ",\"chosenThrough\":" + known;
    }

    private static String slot(Slot slot) {
        return ",\"slot\":" + slot;
    }

    private static String decrees(Collection<Decree> decrees) {
        return ",\"decrees\":" + decrees.stream().map(Trace::decree).collect(Collectors.joining(",", "[", "]"));
    }

    private static String votes(Collection<Vote> votes) {
        return ",\"votes\":"
                + votes.stream()
                        .map(vote -> "{\"slot\":" + vote.slot() + ballot(vote.ballot()) + ",\"decree\":"
                                + decree(vote.decree()) + "}")
                        .collect(Collectors.joining(",", "[", "]"));
    }

    private static String decree(Decree decree) {
        return text(switch (decree) {
            case Decree.NoOp gap -> "no-op";
            case Decree.Opened opening -> opening.toString();
            case Decree.Reconfigured change -> change.configuration().voters().nodes().stream()
                    .map(NodeId::toString)
                    .collect(Collectors.joining(",", "configuration ", ""));
            case Decree.Payload payload -> Long.toHexString(digest(payload.bytes()));
        });
    }

    /** FNV-1a: different payloads have different digests, but for chance. */
    private static long digest(byte[] bytes) {
        long digest = 0xCBF29CE484222325L;
        for (byte one : bytes) {
            digest = (digest ^ (one & 0xFF)) * 0x100000001B3L;
        }
        return digest;
    }

    private static String numbers(Collection<NodeId> nodes) {
        return nodes.stream().sorted().map(NodeId::toString).collect(Collectors.joining(",", "[", "]"));
    }

    /** Nothing here needs to be escaped. */
    private static String text(String text) {
        return '"' + text + '"';
    }
}
