package dev.synod.api;

import java.util.Optional;

/**
 * Asks for a node to become a member.
 *
 * @param id its {@code synod.node.id}, which no member had before
 * @param address where its peers reach it, as {@code host:port}
 */
public record AddMemberRequest(Optional<Integer> id, Optional<String> address) {}
