/**
 * The coordinator's process: adapters and doors around a node.
 *
 * <p>Door: {@link SynodServer}. Imports: {@code cli}, {@code wiring}, Spring Boot.
 *
 * <p>Read first: {@link SynodServer}; then {@code dev.synod.server.wiring}, which sees all rooms.
 */
@NullMarked
package dev.synod.server;

import org.jspecify.annotations.NullMarked;
