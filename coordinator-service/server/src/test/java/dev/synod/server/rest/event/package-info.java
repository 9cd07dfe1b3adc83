/**
 * Tests of what the events' door does not show from outside in the time of a test.
 *
 * <p>Door: none. Imports: {@code dev.synod.server.rest}, {@code dev.synod.node}.
 *
 * <p>Read first: {@code FeedTest}.
 */
@NullMarked
package dev.synod.server.rest.event;

import org.jspecify.annotations.NullMarked;
