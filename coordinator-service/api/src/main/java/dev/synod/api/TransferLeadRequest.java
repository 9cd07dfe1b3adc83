package dev.synod.api;

import java.util.Optional;

/**
 * Asks for an orderly hand-over of the lead.
 *
 * @param to the candidate that shall lead
 */
public record TransferLeadRequest(Optional<String> to) {}
