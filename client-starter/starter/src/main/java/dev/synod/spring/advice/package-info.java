/**
 * What stands around annotated methods: who may run them now, and the lease that they run under.
 *
 * <p>Door: {@link Leases}. Imports: {@code spring}, {@code client}, Spring's AOP.
 *
 * <p>Read first: {@link Leases}.
 */
@NullMarked
package dev.synod.spring.advice;

import org.jspecify.annotations.NullMarked;
