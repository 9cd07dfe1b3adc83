package dev.synod.api.event;

import java.util.List;

/** Events that stand directly before or after another in the order of happened-before, the nearest first. */
public record Neighbours(List<Event> events) {}
