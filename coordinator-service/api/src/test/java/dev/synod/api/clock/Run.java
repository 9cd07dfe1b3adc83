package dev.synod.api.clock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Two to six processes that publish events, read them, tell each other contexts (late, twice, or never), end, and are
 * followed by others; by seed. Whatever the stamps say wrongly is written down.
 */
final class Run {

    private static final int STEPS = 150;
    private static final int MOST = 6;

    private final SplittableRandom random;
    private final Rules rules;
    private final HappenedBefore graph = new HappenedBefore();
    private final List<Living> alive = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Deque<Event> visible = new ArrayDeque<>();
    private final Set<String> published = new TreeSet<>();
    private final Set<String> retired = new TreeSet<>();
    private final List<Lie> lies = new ArrayList<>();
    private int opened;
    private int pairs;

    private Run(long seed, Rules rules) {
        random = new SplittableRandom(seed);
        this.rules = rules;
    }

    static Run of(long seed, Rules rules) {
        var run = new Run(seed, rules);
        int processes = run.random.nextInt(2, MOST + 1);
        for (int i = 0; i < processes; i++) {
            run.open();
        }
        for (int step = 0; step < STEPS; step++) {
            run.step();
        }
        return run;
    }

    List<Lie> lies() {
        return lies;
    }

    /** How many pairs of events were looked at. */
    int pairs() {
        return pairs;
    }

    int retired() {
        return retired.size();
    }

    private void step() {
        var process = alive.get(random.nextInt(alive.size()));
        int dice = random.nextInt(100);
        if (dice < 40) {
            publish(process);
        } else if (dice < 60) {
            messages.add(new Message(process.step(List.of()), process.clock.send()));
        } else if (dice < 80 && !messages.isEmpty()) {
            var message = messages.get(random.nextInt(messages.size()));
            process.step(List.of(message.step));
            receive(process, message.context);
        } else if (dice < 92 && !visible.isEmpty()) {
            var read = visible.stream().skip(random.nextInt(visible.size())).findFirst().orElseThrow();
            process.step(List.of(read.step));
            receive(process, read.stamp.context());
        } else if (dice >= 92) {
            follow(process);
        }
    }

    private void open() {
        alive.add(new Living("p-" + opened % MOST + "@" + (1 + opened)));
        opened++;
    }

    /** It ends, and another is opened. */
    private void follow(Living ending) {
        alive.remove(ending);
        open();
        retire();
    }

    private void receive(Living process, CausalContext told) {
        boolean isChecked = rules.retirement != Retirement.WITH_A_WAY_BACK;
        process.clock.receive(new CausalContext(
                told.lamport(), told.vector().retain(known -> !isChecked || !retired.contains(known))));
    }

    private void publish(Living process) {
        var event = new Event(process.step(List.of()), process.clock.tick());
        published.add(process.name);
        check(event);
        visible.addLast(event);
        if (visible.size() > rules.window) {
            visible.removeFirst();
        }
        retire();
    }

    private void check(Event newest) {
        var before = graph.before(newest.step);
        for (var older : visible) {
            pairs++;
            var truth = before.get(older.step) ? Relation.BEFORE : Relation.CONCURRENT;
            if (older.stamp.relation(newest.stamp) != truth
                    || newest.stamp.relation(older.stamp) != truth.inverse()) {
                lies.add(new Lie(Law.EXACT, older.stamp + " is " + truth + " " + newest.stamp));
            }
            if (truth == Relation.BEFORE && older.stamp.lamport().compareTo(newest.stamp.lamport()) >= 0) {
                lies.add(new Lie(Law.CLOCK_CONDITION, older.stamp + " is before " + newest.stamp));
            }
        }
        if (newest.stamp.relation(newest.stamp) != Relation.EQUAL) {
            lies.add(new Lie(Law.EXACT, newest.stamp + " is itself"));
        }
        int most = (int) published.stream().filter(name -> standing(name) != Retirement.Standing.GONE).count();
        if (rules.retirement != Retirement.NEVER && newest.stamp.vector().size() > most) {
            lies.add(new Lie(Law.BOUNDED, newest.stamp + " is of more than " + most));
        }
    }

    private void retire() {
        published.stream().filter(name -> rules.retirement.isOf(standing(name))).forEach(retired::add);
        alive.forEach(process -> process.clock.forget(retired::contains));
        if (rules.retirement == Retirement.OF_THE_UNSEEN_THOUGH_ALIVE) {
            retired.removeIf(name -> alive.stream().anyMatch(process -> process.name.equals(name)));
        }
    }

    private Retirement.Standing standing(String name) {
        boolean isSeen = visible.stream().anyMatch(event -> event.stamp.process().equals(name));
        if (alive.stream().anyMatch(process -> process.name.equals(name))) {
            return isSeen ? Retirement.Standing.PRESENT : Retirement.Standing.UNSEEN;
        }
        return isSeen ? Retirement.Standing.ENDED : Retirement.Standing.GONE;
    }

    /**
     * What a run is of.
     *
     * @param window how many events can be seen, the newest
     */
    record Rules(Function<String, Clockwork> clockwork, Retirement retirement, int window) {}

    /** What the stamps promise. */
    enum Law {
        CLOCK_CONDITION,
        EXACT,
        BOUNDED
    }

    record Lie(Law law, String truth) {}

    private record Event(int step, CausalStamp stamp) {}

    private record Message(int step, CausalContext context) {}

    private final class Living {
        private final String name;
        private final Clockwork clock;
        private List<Integer> last = List.of();

        Living(String name) {
            this.name = name;
            clock = rules.clockwork.apply(name);
        }

        int step(List<Integer> received) {
            var rightBefore = new ArrayList<>(last);
            rightBefore.addAll(received);
            int step = graph.step(rightBefore);
            last = List.of(step);
            return step;
        }
    }
}
