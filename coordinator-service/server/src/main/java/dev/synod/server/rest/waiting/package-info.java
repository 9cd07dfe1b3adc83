/**
 * Requests that wait: until something happens, their time is over, their client hangs up or the instance closes.
 *
 * <p>Door: {@link Waits}. Imports: {@code java.util.concurrent}, servlet, Tomcat and Spring's lifecycle types.
 *
 * <p>Read first: {@link Waits}, then {@link WatchedProtocol}.
 */
@NullMarked
package dev.synod.server.rest.waiting;

import org.jspecify.annotations.NullMarked;
