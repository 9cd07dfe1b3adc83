package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the server under test. */
final class Http {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicLong NAMES = new AtomicLong();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Http(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    HttpClient client() {
        return client;
    }

    /** A name that nobody else uses. */
    static String unique(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** An answer. The body is JSON, or missing where there is none. */
    record Answered(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString();
        }

        long number(String field) {
            return json().path(field).asLong();
        }

        long position() {
            return Long.parseLong(header("Synod-Position").orElseThrow());
        }

        Answered is(int status) {
            assertThat(status()).as(response.request() + " " + response.body()).isEqualTo(status);
            return this;
        }

        /** Asserts the whole of what every problem has. */
        Answered is(ProblemType type) {
            is(type.status());
            assertThat(header("Content-Type")).contains("application/problem+json");
            assertThat(text("type")).isEqualTo(type.urn());
            assertThat(text("title")).isEqualTo(type.title());
            assertThat(json().path("status").intValue()).isEqualTo(type.status());
            assertThat(text("detail")).isNotBlank();
            assertThat(response.body()).doesNotContain("Exception", "dev.synod", "springframework");
            assertThat(header("Retry-After").isPresent()).isEqualTo(type.status() == 503 || type.status() == 429);
            return this;
        }

        /** Asserts that the request was found malformed in this field. */
        Answered isInvalid(String field) {
            is(ProblemType.INVALID_REQUEST);
            assertThat(header("Synod-Position")).isEmpty();
            assertThat(json().path("errors")).anySatisfy(error -> {
                assertThat(error.path("field").asString()).isEqualTo(field);
                assertThat(error.path("message").asString()).isNotBlank();
            });
            return this;
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(30));
    }

    Answered get(String path) {
        return send(to(path).GET());
    }

    Answered delete(String path) {
        return send(to(path).DELETE());
    }

    Answered put(String path, String json) {
        return send(to(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    CompletableFuture<Answered> putLater(String path, String json) {
        var request = to(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).thenApply(Answered::new);
    }

    Answered post(String path, String json) {
        return send(to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Answered post(String path) {
        return send(to(path).POST(BodyPublishers.noBody()));
    }

    Answered send(HttpRequest.Builder request) {
        try {
            return new Answered(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException lost) {
            throw new AssertionError("no answer to " + request.build(), lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Opens a session that lives long enough for any test. */
    String session() {
        return post("/v1/sessions", "{\"process\":\"" + unique("process") + "\",\"ttl\":\"5m\"}")
                .is(201)
                .text("id");
    }

    /** Takes a lock. */
    Answered hold(String lock, String hold, String session) {
        return put("/v1/locks/" + lock + "/holds/" + hold, "{\"session\":\"" + session + "\"}");
    }
}
