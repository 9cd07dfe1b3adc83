/**
 * What is done by the clock: by one instance at a time, or by one of them for each firing.
 *
 * <p>Door: {@link Report}, {@link Reminders}. Imports: Spring, the starter.
 *
 * <p>Read first: {@link Reminders}.
 */
@NullMarked
package dev.synod.sample.job;

import org.jspecify.annotations.NullMarked;
