package dev.synod.spring.boot;

import dev.synod.client.StartPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The application's settings for Synod.
 *
 * @param mode Where the coordinator is.
 * @param endpoints Comma-separated list of coordinators; the first that answers is asked.
 * @param process Name of this process in sessions. Derived from spring.application.name and the host name if not set.
 * @param ttl How long the session, and all that lives in it, survives this process. Between 1s and 24h.
 * @param start What becomes of the application's start when there is no coordinator.
 * @param startTimeout How long a start waits for a session, unless its policy is "lazy".
 * @param drainTimeout How long a shutdown waits for running calls, first for those that lead, then for the others.
 */
@ConfigurationProperties("synod.client")
public record SynodProperties(
        @DefaultValue("sidecar") Mode mode,
        @DefaultValue("http://localhost:7171") List<URI> endpoints,
        @Nullable String process,
        @DefaultValue("10s") Duration ttl,
        @DefaultValue("wait") StartPolicy start,
        @DefaultValue("10s") Duration startTimeout,
        @DefaultValue("10s") Duration drainTimeout) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    public SynodProperties {
        if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
            throw new SettingException(
                    "synod.client.ttl is " + ttl + ", and a session lives from 1s to 24h without its process",
                    "Set synod.client.ttl to a duration between 1s and 24h, such as 10s.");
        }
        if (endpoints.isEmpty()) {
            throw new SettingException(
                    "synod.client.endpoints is empty", "Name at least one coordinator, or leave the setting out.");
        }
        for (var endpoint : endpoints) {
            if (endpoint.getHost() == null) {
                throw new SettingException(
                        "synod.client.endpoints has '" + endpoint + "', which names no host",
                        "Write it as http://localhost:7171.");
            }
        }
        if (startTimeout.isNegative() || drainTimeout.isNegative()) {
            throw new SettingException(
                    "synod.client.start-timeout or synod.client.drain-timeout is negative", "Set it to 0s or more.");
        }
        endpoints = List.copyOf(endpoints);
    }

    /** Where the coordinator is. */
    public enum Mode {
        /** Beside the application, or wherever the endpoints say. */
        SIDECAR,
        /** In the application's own JVM, alone and in memory: for development. */
        EMBEDDED,
        /** Nowhere: annotated methods run as if not annotated. */
        DISABLED
    }
}
