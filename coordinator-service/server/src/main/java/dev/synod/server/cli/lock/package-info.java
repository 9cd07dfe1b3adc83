/**
 * A command run under a lock: for cron jobs, scripts and whatever has no client of its own.
 *
 * <p>Door: {@link LockVerb}. Imports: {@code cli.http}, {@code cli.process}, picocli.
 *
 * <p>Read first: {@link LockVerb}, then {@link LockHold}.
 */
@NullMarked
package dev.synod.server.cli.lock;

import org.jspecify.annotations.NullMarked;
