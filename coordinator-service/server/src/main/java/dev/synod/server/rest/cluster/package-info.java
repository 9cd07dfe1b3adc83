/**
 * The cluster itself: how it stands, who belongs to it, who presides, and its state as a file.
 *
 * <p>Door: {@link ClusterFacts}, and the endpoints. Imports: what {@code dev.synod.server.rest} does.
 *
 * <p>Read first: {@link MemberController}, then {@link ClusterView}.
 */
@NullMarked
package dev.synod.server.rest.cluster;

import org.jspecify.annotations.NullMarked;
