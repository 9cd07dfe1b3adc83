package dev.synod.client.rest;

import dev.synod.client.SynodException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * An instance of Synod that may answer, and a circuit breaker of its own: that one does not answer says nothing of the
 * others, and with all behind one breaker the first would take the rest along.
 */
final class Endpoint {

    /** What an instance answers itself, a 503 too, is no reason to pass it over: only silence is. */
    private static final CircuitBreakerConfig SILENCE = CircuitBreakerConfig.custom()
            .slidingWindowSize(8)
            .minimumNumberOfCalls(4)
            .waitDurationInOpenState(Duration.ofSeconds(1))
            .permittedNumberOfCallsInHalfOpenState(1)
            .recordExceptions(ResourceAccessException.class)
            .build();

    private final URI address;
    private final HttpClient http;
    private final CircuitBreaker breaker;

    /** By the time for an answer: 60 s of waiting at most, in whole seconds, and few other times. */
    private final ConcurrentHashMap<Duration, RestClient> clients = new ConcurrentHashMap<>();

    Endpoint(URI address, HttpClient http) {
        this.address = address;
        this.http = http;
        breaker = CircuitBreaker.of(address.toString(), SILENCE);
    }

    URI address() {
        return address;
    }

    /**
     * Sends it once.
     *
     * @throws SynodException.Unavailable where it was not sent
     * @throws SynodException.UnknownOutcome where it was sent, perhaps, and no answer came
     */
    Answer send(Request request, Optional<String> context) {
        try {
            return breaker.executeSupplier(() -> exchange(request, context));
        } catch (CallNotPermittedException open) {
            throw new SynodException.Unavailable(address + " has not answered lately", open);
        } catch (ResourceAccessException e) {
            var cause = e.getCause();
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                throw new SynodException.Unavailable("nobody answers at " + address, e);
            }
            throw new SynodException.UnknownOutcome(address + " did not answer in time, or broke off", e);
        }
    }

    private Answer exchange(Request request, Optional<String> context) {
        var asked = client(request)
                .method(request.method())
                .uri(request.path(), request.variables().toArray())
                .headers(headers -> {
                    context.ifPresent(known -> headers.set("Synod-Context", known));
                    request.idempotencyKey().ifPresent(key -> headers.set("Idempotency-Key", key));
                });
        request.body().ifPresent(body -> asked.contentType(MediaType.APPLICATION_JSON)
                .body(body.getBytes(StandardCharsets.UTF_8)));
        var answer = asked.exchange((sent, response) -> answer(response));
        if (answer == null) {
            throw new IllegalStateException("an exchange without an answer");
        }
        return answer;
    }

    private static Answer answer(ClientHttpResponse response) throws IOException {
        var headers = response.getHeaders();
        return new Answer(
                response.getStatusCode().value(),
                new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8),
                header(headers, "Synod-Context"),
                header(headers, HttpHeaders.RETRY_AFTER));
    }

    private static Optional<String> header(HttpHeaders headers, String name) {
        @Nullable String value = headers.getFirst(name);
        return Optional.ofNullable(value);
    }

    private RestClient client(Request request) {
        long waited = request.waitAtMost().plusMillis(999).toSeconds();
        return clients.computeIfAbsent(request.timeout().plusSeconds(waited), time -> {
            var factory = new JdkClientHttpRequestFactory(http);
            factory.setReadTimeout(time);
            return RestClient.builder()
                    .baseUrl(address.toString())
                    .requestFactory(factory)
                    .build();
        });
    }
}
