package dev.synod.spring.listen;

import dev.synod.client.Elections;
import dev.synod.client.Leadership;
import java.time.Duration;
import java.util.Optional;

/** This process's part in a listener: it stands for the lead, and reads while it has it. */
final class Listening {

    private final Listener listener;
    private final Surroundings with;
    private Optional<Elections.Candidacy> candidacy = Optional.empty();
    private Optional<Reading> reading = Optional.empty();
    private boolean isBegun;

    Listening(Listener listener, Surroundings with) {
        this.listener = listener;
        this.with = with;
    }

    String name() {
        return listener.name();
    }

    synchronized void begin() {
        isBegun = true;
        if (candidacy.isPresent()) {
            candidacy.get().standAgain();
        } else {
            var mine = with.elections().stand(listener.election());
            candidacy = Optional.of(mine);
            mine.onGranted(this::read);
        }
    }

    /** One lead's listeners are told after those of the lead before have returned: two readings never overlap here. */
    private void read(Leadership lead) {
        var mine = new Reading(listener, lead, with);
        synchronized (this) {
            if (!isBegun || !lead.isValid()) {
                return;
            }
            reading = Optional.of(mine);
        }
        lead.onLost(mine::end);
        mine.run();
    }

    /** Gives out no more events. */
    synchronized void end() {
        isBegun = false;
        reading.ifPresent(Reading::end);
    }

    /** Whether the call that was running is done. */
    boolean awaitDone(Duration patience) {
        Optional<Reading> last;
        synchronized (this) {
            last = reading;
        }
        return last.isEmpty() || last.get().awaitDone(patience);
    }

    /** Has another process read; asks Synod, and takes as long as that. */
    void handOver() {
        Optional<Elections.Candidacy> mine;
        synchronized (this) {
            mine = candidacy;
        }
        mine.ifPresent(Elections.Candidacy::withdraw);
    }
}
