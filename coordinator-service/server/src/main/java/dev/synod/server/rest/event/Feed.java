package dev.synod.server.rest.event;

import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.node.Subject;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.event.Sought.Found;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.waiting.Connection;
import dev.synod.server.rest.waiting.Ended;
import dev.synod.server.rest.waiting.Waits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Watching a topic: each event as it comes. Each watcher is a virtual thread. */
final class Feed {

    static final Duration COMMENT_EVERY = Duration.ofSeconds(15);

    private static final Duration LOOK_UP = Duration.ofSeconds(1);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final NodeRequests node;
    private final History history;
    private final Waits waits;
    private final SentEvents sent;
    private final Bounds bounds;

    /**
     * What bounds the feeds of an instance.
     *
     * @param most open at once
     * @param quiet after which a comment shows the client, and what is between, that the stream lives
     */
    record Bounds(Semaphore most, Duration quiet) {}

    /** How events come to a client. */
    record Way(Waits waits, SentEvents sent) {}

    Feed(NodeRequests node, History history, Way way, Bounds bounds) {
        this.node = node;
        this.history = history;
        this.waits = way.waits();
        this.sent = way.sent();
        this.bounds = bounds;
    }

    /** Streams what was sought; without a beginning, from now on. */
    Reply open(Sought sought, Connection connection) {
        if (!bounds.most().tryAcquire()) {
            return node.replies().overloaded();
        }
        boolean opened = false;
        try {
            Answer<Found> beginning = sought.after().isPresent()
                    ? history.look(Consistency.LINEARIZABLE, sought)
                    : node.ask(Consistency.LINEARIZABLE, state -> sought.from(
                                    state.topics().seen(sought.topic()).last())
                            .inNewest(state));
            Reply reply = node.replies().to(beginning, (found, position) -> Reading.reply(
                    found, position, (some, at) -> streamed(sought, some, at, connection)));
            opened = reply instanceof Reply.Telling;
            return reply;
        } finally {
            if (!opened) {
                bounds.most().release();
            }
        }
    }

    private Reply streamed(Sought sought, Found.Some first, Position position, Connection connection) {
        return new Reply.Streamed(client -> run(sought, first, connection, client), position);
    }

    private void run(Sought sought, Found.Some first, Connection connection, OutputStream client) throws IOException {
        try {
            Found.Some some = first;
            while (true) {
                for (Event event : some.events()) {
                    client.write(sent.text(event));
                }
                client.flush();
                Sought later = sought.from(some.next());
                var news = node.await(new Subject.OfTopic(later.topic()), later::news, bounds.quiet());
                var ended = waits.forAnswer(news, connection, LOOK_UP);
                if (!(ended instanceof Ended.Answered<Answer<Optional<Found>>>(var answer))
                        || !(answer instanceof Answer.Done<Optional<Found>>(var found, var position, var _))) {
                    // The client has gone, the instance closes or is overloaded: whoever still listens comes back.
                    return;
                }
                if (found.isEmpty()) {
                    client.write(COMMENT);
                    some = some.nothing();
                } else if (history.older(later, new Answer.Done<>(found.get(), position))
                                instanceof Answer.Done<Found> next
                        && next.value() instanceof Found.Some more) {
                    some = more;
                } else {
                    // A client too slow for what is kept: it comes back, and is told so.
                    return;
                }
            }
        } finally {
            bounds.most().release();
        }
    }
}
