/**
 * The command line: one verb, one run, one exit code.
 *
 * <p>Door: {@link Cli}. Imports: {@code cli.*}, picocli, Jackson; it speaks to nodes by HTTP only, like everybody.
 *
 * <p>Read first: {@link Cli}, then {@link LockVerb}.
 */
@NullMarked
package dev.synod.server.cli;

import org.jspecify.annotations.NullMarked;
