/**
 * Events from the command line: to read a topic, to watch it, to publish from a script.
 *
 * <p>Door: {@link EventsVerb}. Imports: {@code cli.http}, {@code cli.process}, Jackson, picocli.
 *
 * <p>Read first: {@link EventsVerb}, then {@link PublishVerb}.
 */
@NullMarked
package dev.synod.server.cli.event;

import org.jspecify.annotations.NullMarked;
