package dev.synod.server.rest;

import dev.synod.coordination.Election;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Subject;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.waiting.Connection;
import dev.synod.server.rest.waiting.Ended;
import dev.synod.server.rest.waiting.Waits;
import dev.synod.server.shown.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;

/** Watching an election: for one change by a long poll, for all by a stream. Each watcher is a virtual thread. */
final class Leaderships {

    private static final Duration LOOK_UP = Duration.ofSeconds(1);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final NodeRequests node;
    private final Waits waits;
    private final JsonMapper mapper;
    private final Streams streams;

    /**
     * What bounds streams.
     *
     * @param most open at once
     * @param quiet after which a comment shows the client, and what is between, that the stream lives
     */
    record Streams(Semaphore most, Duration quiet) {

        static final Duration COMMENT_EVERY = Duration.ofSeconds(15);

        static Streams of(int most, Duration quiet) {
            return new Streams(new Semaphore(most), quiet);
        }
    }

    /**
     * One who watches.
     *
     * @param last the position up to which it has seen all
     */
    record Watch(ElectionName election, Position last, Connection connection) {

        Optional<Election> newer(Coordination state) {
            return Optional.of(state.election(election)).filter(now -> now.position().isAfter(last));
        }

        Watch seen(Election now) {
            return new Watch(election, now.position(), connection);
        }
    }

    Leaderships(NodeRequests node, Waits waits, JsonMapper mapper, Streams streams) {
        this.node = node;
        this.waits = waits;
        this.mapper = mapper;
        this.streams = streams;
    }

    /** Answers after the next change, or with what there is when the time is over. */
    Reply next(Watch watch, Duration wait) {
        return switch (change(watch, wait)) {
            case Ended.Answered<Answer<Optional<Election>>>(
                    Answer.Done<Optional<Election>>(var newer, var position, var _)) ->
                newer.<Reply>map(now -> new Reply.Found(Shown.election(now), position))
                        .orElseGet(() -> now(watch.election()));
            case Ended.Answered<Answer<Optional<Election>>>(var refused) ->
                node.replies().to(refused, (none, position) -> new Reply.Nothing(position));
            case Ended.ClientGone<Answer<Optional<Election>>> _, Ended.Closing<Answer<Optional<Election>>> _ ->
                now(watch.election());
        };
    }

    /** Answers with a stream that begins with what there is, or with what came after {@code last}. */
    Reply stream(ElectionName election, Optional<Position> last, Connection connection) {
        if (!streams.most().tryAcquire()) {
            return node.replies().overloaded();
        }
        boolean opened = false;
        try {
            Reply reply = node.reply(Consistency.LINEARIZABLE, state -> state.election(election), (now, position) -> {
                boolean isNews = last.isEmpty() || now.position().isAfter(last.get());
                Watch watch = new Watch(election, last.orElse(Position.ZERO), connection);
                return new Reply.Streamed(
                        client -> run(isNews ? Optional.of(now) : Optional.empty(), watch, client), position);
            });
            opened = reply instanceof Reply.Streamed;
            return reply;
        } finally {
            if (!opened) {
                streams.most().release();
            }
        }
    }

    private void run(Optional<Election> first, Watch from, OutputStream client) throws IOException {
        try {
            Watch watch = from;
            Optional<Election> news = first;
            while (true) {
                if (news.isPresent()) {
                    write(news.get(), client);
                    watch = watch.seen(news.get());
                }
                var ended = change(watch, streams.quiet());
                if (!(ended instanceof Ended.Answered<Answer<Optional<Election>>>(var answer))
                        || !(answer instanceof Answer.Done<Optional<Election>>(var newer, var _, var _))) {
                    // The client has gone, the instance closes or is overloaded: whoever still listens comes back.
                    return;
                }
                if (newer.isEmpty()) {
                    client.write(COMMENT);
                    client.flush();
                }
                news = newer;
            }
        } finally {
            streams.most().release();
        }
    }

    private Ended<Answer<Optional<Election>>> change(Watch watch, Duration within) {
        return waits.forAnswer(
                node.await(new Subject.OfElection(watch.election()), watch::newer, within),
                watch.connection(),
                LOOK_UP);
    }

    private Reply now(ElectionName election) {
        return node.reply(
                Consistency.LOCAL,
                state -> state.election(election),
                (now, position) -> new Reply.Found(Shown.election(now), position));
    }

    private void write(Election election, OutputStream client) throws IOException {
        String event = "event: leader\nid: " + election.position() + "\ndata: "
                + mapper.writeValueAsString(Shown.election(election)) + "\n\n";
        client.write(event.getBytes(StandardCharsets.UTF_8));
        client.flush();
    }
}
