/**
 * The sample as several processes beside their coordinators, restarted and killed under load.
 *
 * <p>Door: {@link Rolling}. Imports: the sample's jar and the server's, as processes.
 *
 * <p>Read first: {@link Rolling}.
 */
@NullMarked
package dev.synod.sample.rolling;

import org.jspecify.annotations.NullMarked;
