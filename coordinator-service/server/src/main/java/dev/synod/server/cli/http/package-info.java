/**
 * One instance of Synod as its clients see it, for the verbs of the command line.
 *
 * <p>Door: {@link Instance}. Imports: {@code java.net.http}, Jackson, picocli.
 *
 * <p>Read first: {@link Instance}, then {@link Reply}.
 */
@NullMarked
package dev.synod.server.cli.http;

import org.jspecify.annotations.NullMarked;
