package dev.synod.client.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;

/**
 * A request as HTTP sends it, the same each time that it is sent.
 *
 * @param path with a place in braces for each of the variables
 * @param body JSON
 * @param waitAtMost how long the answer may take by the request's own wish
 * @param timeout how long it may take beyond
 * @param patience how long the request may be sent again, beyond its wait
 */
record Request(
        HttpMethod method,
        String path,
        List<Object> variables,
        Optional<String> body,
        Optional<String> idempotencyKey,
        Duration waitAtMost,
        Duration timeout,
        Duration patience) {

    /** Changes nothing, so that a lost answer leaves nothing open. */
    boolean isRead() {
        return method.equals(HttpMethod.GET);
    }
}
