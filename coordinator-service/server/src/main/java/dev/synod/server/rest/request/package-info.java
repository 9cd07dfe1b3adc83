/**
 * Requests, read strictly: what is unknown, malformed or out of range is refused before anything is asked of the node.
 *
 * <p>Door: {@link Demands}. Imports: {@code reply}, {@code dev.synod.api}, Jackson, servlet and Spring MVC types.
 *
 * <p>Read first: {@link Demands}, then {@link Takes}.
 */
@NullMarked
package dev.synod.server.rest.request;

import org.jspecify.annotations.NullMarked;
