/**
 * The verbs for the cluster itself: how it stands, who belongs to it, who presides, and its state as a file.
 *
 * <p>Door: the verbs. Imports: {@code cli.http}, {@code cli.process}, picocli; {@link Backups} knows what a
 * snapshot is.
 *
 * <p>Read first: {@link MembersVerb}, then {@link RestoreVerb}.
 */
@NullMarked
package dev.synod.server.cli.cluster;

import org.jspecify.annotations.NullMarked;
