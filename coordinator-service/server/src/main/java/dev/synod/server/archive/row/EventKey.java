package dev.synod.server.archive.row;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** Which event of which cluster, by its place. */
@Embeddable
public record EventKey(String cluster, String topic, long sequence) implements Serializable {}
