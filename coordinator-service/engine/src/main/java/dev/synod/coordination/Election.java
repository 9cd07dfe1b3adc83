package dev.synod.coordination;

import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.Position;
import java.util.List;
import java.util.Optional;

/**
 * An election as it stands.
 *
 * @param candidates all, the leader among them, in the order of succession
 * @param position of the last change of leadership; zero before the first leader, and again for an election that has
 *     had no candidate for so long that it is forgotten
 */
public record Election(
        ElectionName name, Optional<Candidate> leader, List<Candidate> candidates, Position position) {}
