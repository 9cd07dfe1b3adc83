package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An instance that closes sends its waiting clients away, and does not wait for them. It needs a server of its own. */
class ShutdownTest {

    @Test
    void endsStreamsLongPollsAndWaits() throws IOException, InterruptedException {
        ConfigurableApplicationContext server = new SpringApplicationBuilder(ServerUnderTest.class)
                .properties("server.port=0", "server.address=127.0.0.1")
                .run();
        Http http = server.getBean(Http.class);
        var stream = http.client()
                .send(http.to("/v1/elections/e/stream").GET().build(), HttpResponse.BodyHandlers.ofLines());
        var poll = http.client()
                .sendAsync(http.to("/v1/elections/e?wait=60s").GET().build(), HttpResponse.BodyHandlers.ofString());
        http.hold("lock", "a", http.session()).is(200);
        var waiting = http.putLater("/v1/locks/lock/holds/b", waiting(http.session(), ""));
        var queued = http.putLater("/v1/locks/lock/holds/c", waiting(http.session(), ",\"queue\":true"));
        Eventually.await("both wait", () -> http.get("/v1/locks/lock").json().path("waiting").size() == 2);
        long began = System.nanoTime();

        server.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(stream.body().toList()).contains("event: leader");
        assertThat(poll.join().statusCode()).isEqualTo(200);
        assertThat(waiting.join().status()).isEqualTo(503);
        assertThat(queued.join().is(200).text("state")).isEqualTo("waiting");
    }

    private static String waiting(String session, String more) {
        return "{\"session\":\"" + session + "\",\"wait\":\"60s\"" + more + "}";
    }
}
