/**
 * Payouts: each order is paid to its seller once, whichever instance is asked, however many are asked at once.
 *
 * <p>Door: {@link Payouts}. Imports: Spring, the starter, {@code order}.
 *
 * <p>Read first: {@link Payouts}.
 */
@NullMarked
package dev.synod.sample.payout;

import org.jspecify.annotations.NullMarked;
