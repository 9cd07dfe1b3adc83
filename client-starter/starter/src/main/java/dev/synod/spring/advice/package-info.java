/**
 * What stands around annotated methods: who may run them now, and the lease that they run under.
 *
 * <p>Door: {@link Advice}, {@link Leases}. Imports: {@code spring}, {@code client}, Spring's AOP.
 *
 * <p>Read first: {@link Passage}, {@link Gate}; then {@link FiringGuard} and {@link Firings}.
 */
@NullMarked
package dev.synod.spring.advice;

import org.jspecify.annotations.NullMarked;
