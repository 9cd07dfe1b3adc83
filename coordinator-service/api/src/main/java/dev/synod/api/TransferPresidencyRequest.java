package dev.synod.api;

import java.util.Optional;

/**
 * Asks for the presidency to be handed over.
 *
 * @param to the id of the member that shall preside
 */
public record TransferPresidencyRequest(Optional<Integer> to) {}
