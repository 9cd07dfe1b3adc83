package dev.synod.paxos;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which configuration governs which slot, as far as this node's ledger says. One chosen in slot <i>i</i> governs the
 * slots from <i>i</i> + alpha on. Source: Paxos Made Simple, section 3. Spec: {@code MultiPaxos.tla}, Governing.
 *
 * <p>So whoever knows the ledger chosen through a slot knows who governs the alpha slots after it, and may propose in
 * these and in no others.
 */
final class Configurations {

    private record Rule(Configuration configuration, Voters voters) {}

    private final int alpha;
    private final TreeMap<Slot, Rule> rules = new TreeMap<>();
    private boolean supposed;

    Configurations(int alpha) {
        this.alpha = alpha;
    }

    /** Whether anybody told this node by whom the cluster is governed. */
    boolean isFounded() {
        return !rules.isEmpty() && !supposed;
    }

    /** Until a foundation is known, {@code contacts} are whom to ask: what they are to the cluster is not known. */
    void suppose(Configuration contacts) {
        govern(Slot.ZERO.next(), contacts);
        supposed = true;
    }

    /** From {@code first} on, {@code configuration} governs. */
    void govern(Slot first, Configuration configuration) {
        rules.put(first, new Rule(configuration, configuration.voters()));
    }

    void chosen(Slot slot, Configuration configuration) {
        govern(slot.plus(alpha), configuration);
    }

    /** Forgets what was known, and knows this instead. */
    void replace(Foundation foundation) {
        supposed = false;
        rules.clear();
        foundation.configurations().forEach(this::govern);
    }

    /** What governs slots above {@code through}, by the first slot of each. */
    SortedMap<Slot, Configuration> after(Slot through) {
        var after = new TreeMap<Slot, Configuration>();
        rules.tailMap(rules.floorKey(through.next()), true)
                .forEach((first, rule) -> after.put(first, rule.configuration()));
        return after;
    }

    /** Of those, the ones that the ledger through {@code through} tells of: no later decree has made them. */
    SortedMap<Slot, Configuration> toldThrough(Slot through) {
        return after(through).headMap(through.plus(alpha).next());
    }

    /** The voters whose quorums choose in {@code slot}. */
    Voters governing(Slot slot) {
        return rules.floorEntry(slot).getValue().voters();
    }

    /** Who governs {@code slot}. */
    Configuration at(Slot slot) {
        return rules.floorEntry(slot).getValue().configuration();
    }

    /** All voters of a slot above {@code through}: of the next slot first, then of later ones. */
    List<Voters> electorates(Slot through) {
        var electorates = new ArrayList<Voters>();
        rules.tailMap(rules.floorKey(through.next()), true)
                .values()
                .forEach(rule -> electorates.add(rule.voters()));
        return electorates;
    }

    /** The last slot from {@code first} to {@code last} before any whose voters are {@code strange}. */
    Slot lastBefore(Slot last, Slot first, Predicate<Voters> strange) {
        for (var rule : rules.tailMap(rules.floorKey(first), true).entrySet()) {
            if (rule.getKey().isAbove(last)) {
                break;
            }
            if (strange.test(rule.getValue().voters())) {
                return rule.getKey().isAbove(first) ? rule.getKey().before() : first.before();
            }
        }
        return last;
    }

    Configuration latest() {
        return rules.lastEntry().getValue().configuration();
    }

    /** The first slot that {@link #latest} governs. */
    Slot latestFrom() {
        return rules.lastKey();
    }

    /** Forgets who governed slots through {@code through} and nothing above. */
    void forgetThrough(Slot through) {
        rules.headMap(rules.floorKey(through.next()), false).clear();
    }

    int alpha() {
        return alpha;
    }
}
