package dev.synod.coordination;

import java.util.List;

/** What a decree did: the answer to whoever asked, and what others may be waiting for. */
public record Applied(Outcome outcome, List<Change> changes) {}
