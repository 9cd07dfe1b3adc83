/**
 * The REST API from outside: real HTTP to a real Tomcat, before a real node of a cluster of one.
 *
 * <p>Door: {@link dev.synod.server.rest.RestDoorTest}. Imports: the door, the node, Spring's test support.
 *
 * <p>Read first: {@link dev.synod.server.rest.ErrorTableTest}.
 */
@NullMarked
package dev.synod.server.rest;

import org.jspecify.annotations.NullMarked;
