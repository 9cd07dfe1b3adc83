/**
 * The REST API, version 1: sessions, locks, elections and the cluster, over a {@link dev.synod.node.Coordinator}.
 *
 * <p>Door: {@link RestConfiguration}. Imports: {@code dev.synod.node}, {@code dev.synod.coordination},
 * {@code dev.synod.api}, Spring MVC, Jackson, Tomcat, springdoc; never the journal, the transport or a node itself.
 *
 * <p>Read first: {@link HoldController}, then {@code request} and {@code reply}.
 */
@NullMarked
package dev.synod.server.rest;

import org.jspecify.annotations.NullMarked;
