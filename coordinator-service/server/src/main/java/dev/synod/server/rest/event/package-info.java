/**
 * Events over HTTP: publishing, reading, watching, and how one event stands to another.
 *
 * <p>Door: {@link EventDoor}. Imports: {@code asking}, {@code request}, {@code reply}, {@code waiting},
 * {@code dev.synod.server.shown}, {@code dev.synod.coordination}, {@code dev.synod.api}, Jackson, Spring MVC.
 *
 * <p>Read first: {@link TopicController}, then {@link Sought}.
 */
@NullMarked
package dev.synod.server.rest.event;

import org.jspecify.annotations.NullMarked;
