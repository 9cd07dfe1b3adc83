package dev.synod.api.event;

import java.util.Optional;

/** Asks how one stamp stands to another. */
public record CompareStampsRequest(Optional<StampRequest> a, Optional<StampRequest> b) {}
