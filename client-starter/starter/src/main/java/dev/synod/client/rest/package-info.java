/**
 * Synod over REST: each request once, and again with the same ids where that can settle it, by whichever endpoint
 * answers.
 *
 * <p>Door: {@link RestSynodClient}. Imports: {@code client}, {@code api}, Spring's RestClient, Jackson, Resilience4j.
 *
 * <p>Read first: {@link RestSynodClient}, then {@code Endpoints}, the retries.
 */
@NullMarked
package dev.synod.client.rest;

import org.jspecify.annotations.NullMarked;
