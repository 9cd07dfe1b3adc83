/**
 * A small shop: how an application is written with Synod.
 *
 * <p>Door: {@link SampleApplication}. Imports: Spring, the starter.
 *
 * <p>Read first: {@code payout.Payouts}.
 */
@NullMarked
package dev.synod.sample;

import org.jspecify.annotations.NullMarked;
