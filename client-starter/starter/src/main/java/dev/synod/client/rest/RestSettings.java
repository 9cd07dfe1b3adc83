package dev.synod.client.rest;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where Synod answers, and how long it is waited for.
 *
 * @param endpoints of instances of one cluster, the preferred first
 * @param connectTimeout how long a connection may take
 * @param answerTimeout how long an answer may take beyond the request's own wait; a server says no after 5 s
 * @param keepAliveTimeout as {@code answerTimeout}, for keep-alives, which another endpoint can still answer in time
 * @param patience how long a request that nobody answers is tried again, beyond its own wait
 */
public record RestSettings(
        List<URI> endpoints,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration keepAliveTimeout,
        Duration patience) {

    public RestSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("name at least one endpoint of Synod, such as http://localhost:7171");
        }
    }

    /** One second to connect, seven to answer, two to answer a keep-alive, ten of patience. */
    public static RestSettings of(List<URI> endpoints) {
        return new RestSettings(
                endpoints, Duration.ofSeconds(1), Duration.ofSeconds(7), Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    public RestSettings withPatience(Duration patience) {
        return new RestSettings(endpoints, connectTimeout, answerTimeout, keepAliveTimeout, patience);
    }
}
