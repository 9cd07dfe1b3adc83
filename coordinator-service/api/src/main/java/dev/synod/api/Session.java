package dev.synod.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One client process as the cluster sees it.
 *
 * @param id such as {@code billing-0@1042}
 * @param openedPosition the decree that opened it
 * @param openedAt wall-clock time for people to read; decides nothing
 */
public record Session(
        String id,
        String process,
        String ttl,
        Map<String, String> metadata,
        long openedPosition,
        Instant openedAt,
        List<HeldLock> holds,
        List<Candidacy> candidacies) {

    /** A hold that lives in the session, held or waiting. */
    public record HeldLock(String lock, String hold) {}

    /** A candidate that lives in the session. */
    public record Candidacy(String election, String candidate) {}
}
