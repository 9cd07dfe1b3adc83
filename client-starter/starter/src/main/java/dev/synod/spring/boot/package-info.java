/**
 * Synod in a Spring Boot application: what is there by itself, its settings, and when it starts and stops.
 *
 * <p>Door: {@link SynodAutoConfiguration}, {@link SynodProperties}. Imports: {@code spring}, {@code client}, Boot.
 *
 * <p>Read first: {@link SynodProperties}, then {@link LeadershipLifecycle} and {@link SessionLifecycle}.
 */
@NullMarked
package dev.synod.spring.boot;

import org.jspecify.annotations.NullMarked;
