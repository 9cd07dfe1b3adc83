package dev.synod.server.rest.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.LamportClock;
import dev.synod.coordination.name.TopicName;
import dev.synod.node.Clock;
import dev.synod.node.MemoryJournal;
import dev.synod.node.Node;
import dev.synod.node.NodeLoop;
import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import dev.synod.server.archive.GuardedArchive;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.waiting.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.json.JsonMapper;

/** The bounds of streams, with smaller ones than an instance has. */
@Timeout(60)
class FeedTest {

    private static final Sought ALL = new Sought(
            new TopicName("t"), Optional.of(0L), 10, Filter.NONE, CausalContext.EMPTY);

    private final Semaphore most = new Semaphore(1);
    private final Node node = new Node(
            Settings.founding(
                    new NodeId(1),
                    Founders.addresses(1),
                    new Settings.Pace(Duration.ofMillis(10), Duration.ofMillis(50)),
                    Settings.Limits.STANDARD),
            new Ports(
                    new MemoryJournal(),
                    (to, message) -> {},
                    new SystemClock(),
                    bound -> ThreadLocalRandom.current().nextLong(bound),
                    Runnable::run));
    private final NodeLoop loop = new NodeLoop(node, cause -> {});
    private final NodeRequests requests = new NodeRequests(node, new Replies(node));
    private final Feed feed = new Feed(
            requests,
            new History(requests, new StaticListableBeanFactory().getBeanProvider(GuardedArchive.class)),
            new Feed.Way(new Waits(), new SentEvents(new JsonMapper())),
            new Feed.Bounds(most, Duration.ofMillis(20)));

    @BeforeEach
    void start() {
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private Reply open() {
        return feed.open(ALL, () -> false);
    }

    private static Reply.Streamed streamed(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Telling.class);
        return (Reply.Streamed) ((Reply.Telling) reply).reply();
    }

    /** A client that hangs up once it has so many bytes. */
    private static final class Client extends OutputStream {

        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final int enough;

        Client(int enough) {
            this.enough = enough;
        }

        @Override
        public void write(int octet) throws IOException {
            if (received.size() >= enough) {
                throw new IOException("the client has hung up");
            }
            received.write(octet);
        }

        String text() {
            return received.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void oneMoreThanMayBeOpenIsRefusedUntilAnotherEnds() {
        var first = streamed(open());

        assertThat(open()).isInstanceOfSatisfying(Reply.Failed.class, refused ->
                assertThat(refused.problem().type()).isEqualTo(ProblemType.OVERLOADED.urn()));
        assertThatThrownBy(() -> first.stream().writeTo(new Client(0))).isInstanceOf(IOException.class);

        assertThat(streamed(open())).isNotNull();
    }

    @Test
    void oneThatIsRefusedTakesNoPlace() {
        var ahead = new Sought(
                new TopicName("t"),
                Optional.of(0L),
                10,
                Filter.NONE,
                new CausalContext(new LamportClock(Long.MAX_VALUE - 1), CausalContext.EMPTY.vector()));

        assertThat(feed.open(ahead, () -> false)).isInstanceOf(Reply.Failed.class);

        assertThat(most.availablePermits()).isEqualTo(1);
    }

    @Test
    void aQuietStreamSaysNowAndThenThatItLives() {
        var client = new Client(":\n\n:\n\n".length());

        assertThatThrownBy(() -> streamed(open()).stream().writeTo(client)).isInstanceOf(IOException.class);

        assertThat(client.text()).isEqualTo(":\n\n:\n\n");
        assertThat(Feed.COMMENT_EVERY).as("how often an instance does").isEqualTo(Duration.ofSeconds(15));
        assertThat(most.availablePermits()).as("a stream whose client has gone").isEqualTo(1);
    }

    private static final class SystemClock implements Clock {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    }
}
