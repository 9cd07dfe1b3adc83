package dev.synod.server.journal.jpa.row;

import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/**
 * Which part of which snapshot.
 *
 * @param part 0 for the first, and no number is left out
 */
@Embeddable
public record SnapshotPartKey(UUID snapshot, int part) implements Serializable {}
