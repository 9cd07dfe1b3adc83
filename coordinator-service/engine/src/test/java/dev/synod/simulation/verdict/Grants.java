package dev.synod.simulation.verdict;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.LockName;
import dev.synod.simulation.history.Belief.What.Running;
import dev.synod.simulation.verdict.Chronicle.Replayed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every grant that the ledger made, by lock and by election, and what was taken away without its holder's doing. */
final class Grants {

    private final Set<LockName> locks;
    private final Set<ElectionName> elections;
    private final Set<Running> runs;
    private final Map<LockName, List<Hold>> holders = new HashMap<>();
    private final Map<Object, List<Grant>> grants = new HashMap<>();
    private final Map<Object, List<Long>> taken = new HashMap<>();

    /** One grant; a leadership is like an exclusive hold. */
    record Grant(long token, Mode mode, long instant) {

        boolean excludes(Mode other) {
            return mode instanceof Mode.Exclusive || other instanceof Mode.Exclusive;
        }
    }

    Grants(Set<LockName> locks, Set<ElectionName> elections, Set<Running> runs) {
        this.locks = new HashSet<>(locks);
        this.elections = new HashSet<>(elections);
        this.runs = new HashSet<>(runs);
    }

    void note(Replayed replayed) {
        long position = replayed.entry().position().number();
        long instant = replayed.entry().instant();
        replayed.entry().meant().ifPresent(command -> noteTaken(command, position));
        for (LockName lock : locks) {
            List<Hold> now = replayed.state().lock(lock).holders();
            holders.put(lock, now);
            for (Hold holder : now) {
                if (holder.state() instanceof Hold.State.Held held && held.token().number() == position) {
                    add(lock, new Grant(position, holder.mode(), instant));
                }
            }
        }
        replayed.outcome().ifPresent(outcome -> {
            if (outcome instanceof Outcome.RunFound(Run run) && run.claimed().number() == position) {
                Running running = new Running(run.job(), run.firing());
                if (runs.contains(running)) {
                    add(running, new Grant(position, Mode.EXCLUSIVE, instant));
                }
            }
        });
        for (ElectionName election : elections) {
            replayed.state().election(election).leader().flatMap(Candidate::term).ifPresent(term -> {
                if (term.number() == position) {
                    add(election, new Grant(position, Mode.EXCLUSIVE, instant));
                }
            });
        }
    }

    private void noteTaken(Command command, long position) {
        if (command instanceof Command.BreakLock breaking) {
            // A hold of several locks goes from all of them.
            holders.forEach((lock, held) -> {
                boolean isHit = lock.equals(breaking.lock()) || held.stream().anyMatch(hold -> holders
                        .getOrDefault(breaking.lock(), List.of()).stream()
                        .anyMatch(broken -> broken.hold().equals(hold.hold())));
                if (isHit) {
                    taken.computeIfAbsent(lock, unknown -> new ArrayList<>()).add(position);
                }
            });
        } else if (command instanceof Command.TransferLead transfer) {
            taken.computeIfAbsent(transfer.election(), election -> new ArrayList<>()).add(position);
        }
    }

    private void add(Object thing, Grant grant) {
        grants.computeIfAbsent(thing, unknown -> new ArrayList<>()).add(grant);
    }

    List<Grant> of(Object thing) {
        return grants.getOrDefault(thing, List.of());
    }

    /**
     * Whether an operator or a candidate may have ended the grant of {@code token} by a decree at or before {@code
     * by}.
     */
    boolean wasTaken(Object thing, long token, long by) {
        return taken.getOrDefault(thing, List.of()).stream().anyMatch(at -> at > token && at <= by);
    }
}
