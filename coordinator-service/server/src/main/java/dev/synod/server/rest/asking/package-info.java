/**
 * What endpoints ask of the node, and what they are asked for: reads, commands, and parts of listings.
 *
 * <p>Door: {@link NodeRequests}. Imports: {@code request}, {@code reply}, {@code dev.synod.node},
 * {@code dev.synod.coordination}, servlet and Spring types.
 *
 * <p>Read first: {@link NodeRequests}.
 */
@NullMarked
package dev.synod.server.rest.asking;

import org.jspecify.annotations.NullMarked;
