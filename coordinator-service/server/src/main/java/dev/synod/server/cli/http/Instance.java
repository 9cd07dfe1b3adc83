package dev.synod.server.cli.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One instance of Synod, spoken to by HTTP.
 *
 * <p>Errors: {@link IOException} where it cannot be reached or does not answer in time, and so the outcome is unknown;
 * {@link InterruptedIOException} where the calling thread was interrupted, whose mark is set again.
 */
public final class Instance {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI url;
    private final HttpClient client;

    public Instance(URI url) {
        this.url = url;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    public URI url() {
        return url;
    }

    public Reply get(String path, Duration within) throws IOException {
        return send(request(path, within).GET());
    }

    /** Fetches a file. */
    public Download download(String path, Duration within) throws IOException {
        var response = exchange(request(path, within).GET(), BodyHandlers.ofByteArray());
        return new Download(
                response.statusCode(), response.body(), response.headers().firstValue("Repr-Digest"));
    }

    public Reply delete(String path, Duration within) throws IOException {
        return send(request(path, within).DELETE());
    }

    public Reply put(String path, Map<String, ?> body, Duration within) throws IOException {
        return send(json(path, within).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Reply post(String path, Map<String, ?> body, Duration within) throws IOException {
        return send(json(path, within).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Reply post(String path, Duration within) throws IOException {
        return send(request(path, within).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder json(String path, Duration within) {
        return request(path, within).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path, Duration within) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(within);
    }

    private Reply send(HttpRequest.Builder request) throws IOException {
        var response = exchange(request, BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException {
        try {
            return client.send(request.build(), body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for " + url);
        } catch (IOException unanswered) {
            throw new IOException("no answer from " + url + ": " + why(unanswered), unanswered);
        }
    }

    /** The client's own messages are often empty. */
    private static String why(IOException unanswered) {
        return switch (unanswered) {
            case ConnectException refused -> "nothing listens there";
            case HttpTimeoutException late -> "it took too long";
            default -> String.valueOf(unanswered.getMessage());
        };
    }
}
