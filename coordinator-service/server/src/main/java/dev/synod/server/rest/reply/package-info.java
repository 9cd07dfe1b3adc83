/**
 * Answers: what the node says, in the words of the API. The one place where outcomes become HTTP.
 *
 * <p>Door: {@link Replies} and {@link Outcomes}. Imports: {@code dev.synod.api}, {@code dev.synod.node},
 * {@code dev.synod.coordination}, Jackson, servlet and Spring MVC types.
 *
 * <p>Read first: {@link Reply}, then {@link Outcomes}.
 */
@NullMarked
package dev.synod.server.rest.reply;

import org.jspecify.annotations.NullMarked;
