package dev.synod.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Elections in which this process's sessions stand, one after the other. */
public final class SessionElections implements Elections {

    private final SynodClient client;
    private final SessionKeeper keeper;
    private final Timers timers;
    private final Executor executor;
    private final String value;
    private final ConcurrentHashMap<String, StandingCandidacy> candidacies = new ConcurrentHashMap<>();

    /** Stands as {@code value}, which the others learn of the leader; a long poll takes a thread of the executor. */
    public SessionElections(
            SynodClient client, SessionKeeper keeper, Timers timers, ServedBy served) {
        this.client = client;
        this.keeper = keeper;
        this.timers = timers;
        executor = served.executor();
        value = served.value();
    }

    /**
     * What candidacies stand with.
     *
     * @param executor does the requests and the listeners, each of which may take long
     * @param value what the others shall know of this process, at most 1,024 characters
     */
    public record ServedBy(Executor executor, String value) {}

    @Override
    public Candidacy stand(String election) {
        return candidacies.computeIfAbsent(election, name -> {
            var candidacy = new StandingCandidacy(
                    name, new StandingCandidacy.Surroundings(client, keeper, timers, executor, value));
            candidacy.begin();
            return candidacy;
        });
    }
}
