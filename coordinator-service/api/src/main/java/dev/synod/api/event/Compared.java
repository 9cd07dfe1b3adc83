package dev.synod.api.event;

import dev.synod.api.clock.Relation;

/** How one event stands to another in the order of happened-before. */
public record Compared(Relation relation) {}
