/**
 * What a process knows goes along with its requests to others, and with the answers: the header {@code Synod-Context}.
 *
 * <p>Door: {@link ContextHeader}. Imports: {@code client}, {@code api}, {@code spring.boot}; Spring's web, the servlet
 * API, WebFlux's client and Micrometer's context propagation, each where it is there.
 *
 * <p>Read first: {@link ContextHeader}, then {@link ContextFilter} and {@link ContextInterceptor}.
 */
@NullMarked
package dev.synod.spring.context;

import org.jspecify.annotations.NullMarked;
