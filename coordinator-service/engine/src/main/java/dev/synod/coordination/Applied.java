package dev.synod.coordination;

import dev.synod.api.clock.CausalContext;
import java.util.List;

/**
 * What a decree did: the answer to whoever asked, and what others may be waiting for.
 *
 * @param context the clock of the session that the command named, after it; empty where it named none
 */
public record Applied(Outcome outcome, List<Change> changes, CausalContext context) {}
