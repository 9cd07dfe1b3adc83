package dev.synod.api;

import java.util.List;
import java.util.Optional;

/**
 * An election as it stands.
 *
 * @param term the fencing token of the leadership; null while nobody leads
 * @param leader null while nobody leads
 * @param candidates in the order of succession, the leader among them
 * @param position of the last change of leadership; 0 before the first leader
 */
public record Election(
        String election, Optional<Long> term, Optional<Candidate> leader, List<Candidate> candidates, long position) {}
