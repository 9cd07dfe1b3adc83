package dev.synod.server.rest.reply;

import dev.synod.api.Problem;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.name.Position;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** What an endpoint answers. Expected errors are replies too: nobody throws them. */
public sealed interface Reply {

    /** 200 with a body. */
    record Found(Object body, Position position) implements Reply {}

    /** 201 with a body, and where the new thing is. */
    record Created(Object body, String location, Position position) implements Reply {}

    /** 202 with a body: it will be done. */
    record Accepted(Object body, Position position) implements Reply {}

    /**
     * 200 with a file.
     *
     * @param bytes not copied, and written by nobody
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record File(byte[] bytes, String name, Position position) implements Reply {}

    /**
     * 200 with a body in a spelling of its own.
     *
     * @param bytes not copied, and written by nobody
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Spelled(byte[] bytes, String contentType, Position position) implements Reply {}

    /** Another reply, and what its reader knows by it. */
    record Telling(Reply reply, CausalContext context) implements Reply {}

    /** 204. */
    record Nothing(Position position) implements Reply {}

    /** 200 with a body that comes bit by bit, as server-sent events. */
    record Streamed(Stream stream, Position position) implements Reply {}

    /** An error. */
    record Failed(Problem problem, Optional<Position> position) implements Reply {}

    /** A body that comes bit by bit. */
    interface Stream {

        /** Writes until the stream ends. An exception says that the client has gone. */
        void writeTo(OutputStream client) throws IOException;
    }
}
