package dev.synod.paxos;

import dev.synod.paxos.Effect;
import dev.synod.paxos.Effect.BallotConfirmed;
import dev.synod.paxos.Effect.Deliver;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.OutOfReach;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.PresidentHeard;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Send;
import dev.synod.paxos.Effect.SendEarly;
import dev.synod.paxos.Effect.Voted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A few legislators at one table, and a clerk who writes down what they say. Messages travel in the order in which they
 * were sent; nothing is lost but what a scenario cuts, holds or crashes.
 */
final class Conversation {

    private record Letter(NodeId from, NodeId to, Message message) {}

    private final StringBuilder transcript = new StringBuilder();
    private final TreeMap<NodeId, Legislator> present = new TreeMap<>();
    private final TreeMap<NodeId, List<Persist>> journals = new TreeMap<>();
    private final Set<Set<NodeId>> cuts = new LinkedHashSet<>();
    private final ArrayDeque<Letter> letters = new ArrayDeque<>();
    private TreeSet<NodeId> voters = new TreeSet<>();

    String transcript() {
        return transcript.toString();
    }

    /** Does one line of a scenario. */
    void command(String line) {
        var words = List.of(line.split(" "));
        var rest = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "cluster" -> rest.forEach(word -> voters.add(node(word)));
            case "start", "restart" -> rest.forEach(word -> start(node(word)));
            case "crash" -> rest.forEach(word -> present.remove(node(word)));
            case "patience" -> does(node(rest.getFirst()), legislator(rest.getFirst()).patienceOver());
            case "heartbeat" -> does(node(rest.getFirst()), legislator(rest.getFirst()).heartbeatDue());
            case "silent" -> does(node(rest.getFirst()), legislator(rest.getFirst()).quorumSilent());
            case "handover" -> does(node(rest.getFirst()), legislator(rest.getFirst()).handOver(Optional.empty()));
            case "propose" -> does(
                    node(rest.getFirst()),
                    legislator(rest.getFirst())
                            .propose(rest.subList(1, rest.size()).stream()
                                    .map(Conversation::decree)
                                    .toList()));
            case "cut" -> cuts.add(Set.of(node(rest.get(0)), node(rest.get(1))));
            case "heal" -> cuts.clear();
            case "settle" -> settle();
            default -> throw new IllegalArgumentException("no such command: " + line);
        }
    }

    private static NodeId node(String word) {
        return new NodeId(Integer.parseInt(word));
    }

    private static Decree decree(String word) {
        return new Decree.Payload(word.getBytes(StandardCharsets.UTF_8));
    }

    private Legislator legislator(String word) {
        return Optional.ofNullable(present.get(node(word))).orElseThrow();
    }

    private List<Persist> journal(NodeId node) {
        return journals.computeIfAbsent(node, any -> new ArrayList<>());
    }

    private void start(NodeId node) {
        var legislator = new Legislator(node, Founders.ALPHA);
        journal(node).forEach(legislator::remember);
        legislator.found(Founders.configuration(voters));
        present.put(node, legislator);
        does(node, legislator.remembered());
    }

    private void settle() {
        while (!letters.isEmpty()) {
            var letter = letters.remove();
            boolean cut = cuts.contains(new TreeSet<>(List.of(letter.from(), letter.to())));
            var receiver = present.get(letter.to());
            boolean lost = receiver == null || cut;
            write(letter.from() + " -> " + letter.to() + "  " + text(letter.message()) + (lost ? "   lost" : ""));
            if (receiver != null && !lost) {
                does(letter.to(), receiver.received(letter.from(), letter.message()));
            }
            if (letters.isEmpty()) {
                present.forEach((node, legislator) -> does(node, legislator.turnEnds()));
            }
        }
        write("chosen through: "
                + present.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue().chosenThrough())
                        .collect(Collectors.joining(" "))
                + "  presiding: "
                + present.entrySet().stream()
                        .filter(entry -> entry.getValue().presides())
                        .map(entry -> entry.getKey().toString())
                        .collect(Collectors.joining(" ")));
    }

    private void does(NodeId node, List<Effect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case SendEarly early -> letters.add(new Letter(node, early.to(), early.message()));
                case Persist written -> {
                    journal(node).add(written);
                    write(node + "  persists " + text(written));
                }
                case Send send -> letters.add(new Letter(node, send.to(), send.message()));
                case Deliver deliver -> write(
                        node + "  delivers from " + deliver.first() + text(deliver.decrees()));
                case BallotConfirmed confirmed -> write(node + "  is confirmed in " + confirmed.ballot());
                case OutOfReach behind -> write(node + "  has truncated what " + behind.peer() + " needs");
                case PresidentHeard heard -> {} // patience is the node's
            }
        }
    }

    private void write(String line) {
        transcript.append(line.stripTrailing()).append('\n');
    }

    private static String text(Persist written) {
        return switch (written) {
            case Effect.Founded founded -> "founded " + founded.initial();
            case Promised promised -> "promise " + promised.ballot();
            case Voted voted -> "vote " + voted.ballot() + " from " + voted.first() + text(voted.decrees());
            case Learned learned -> "learned from " + learned.first() + text(learned.decrees());
            case KnownChosen known -> "chosen through " + known.through();
        };
    }

    private static String text(List<Decree> decrees) {
        return decrees.stream().map(Conversation::text).collect(Collectors.joining(", ", ": ", ""));
    }

    private static String text(Decree decree) {
        return decree instanceof Decree.Payload payload
                ? new String(payload.bytes(), StandardCharsets.UTF_8)
                : decree.toString();
    }

    private static String text(Message message) {
        return switch (message) {
            case Message.Probe probe -> "probe " + probe.ballot();
            case Message.Willing willing -> "willing " + willing.ballot() + " promised " + willing.promised();
            case Message.Unwilling unwilling -> "unwilling " + unwilling.ballot() + " hears " + unwilling.heard();
            case Message.Prepare prepare -> "prepare " + prepare.ballot() + " from " + prepare.from();
            case Message.Promise promise -> "promise " + promise.ballot() + " chosen through "
                    + promise.chosenThrough()
                    + promise.votes().stream()
                            .map(vote -> " vote " + vote.slot() + "@" + vote.ballot() + " " + text(vote.decree()))
                            .collect(Collectors.joining());
            case Message.Refused refused -> "refused " + refused.ballot() + " promised " + refused.promised();
            case Message.Accept accept -> "accept " + accept.ballot() + " from " + accept.first()
                    + text(accept.decrees()) + "  chosen through " + accept.chosenThrough();
            case Message.Accepted accepted -> "accepted " + accepted.ballot() + " " + accepted.first() + ".."
                    + accepted.last();
            case Message.ChosenThrough news -> "chosen through " + news.chosenThrough() + " in " + news.ballot();
            case Message.Heartbeat beat -> "heartbeat " + beat.ballot() + " beat " + beat.beat() + " chosen through "
                    + beat.chosenThrough();
            case Message.Confirmed confirmed -> "confirmed " + confirmed.ballot() + " beat " + confirmed.beat();
            case Message.CatchUp request -> "catch-up from " + request.from();
            case Message.Chosen chosen -> "chosen from " + chosen.first() + text(chosen.decrees());
            case Message.TakeOver request -> "take over after " + request.ballot();
        };
    }
}
