package dev.synod.coordination;

import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One client process as the cluster sees it.
 *
 * @param metadata in the order of its keys
 * @param openedAt wall-clock time of the node that took the request, for people to read
 * @param holds those that have their lock, not those that wait, in the order in which they were asked for
 * @param candidacies in the order in which they were entered
 */
public record Session(
        SessionId id,
        Duration ttl,
        Map<String, String> metadata,
        Instant openedAt,
        List<HeldLock> holds,
        List<Candidacy> candidacies) {

    public record HeldLock(LockName lock, HoldName hold) {}

    public record Candidacy(ElectionName election, CandidateName candidate) {}
}
