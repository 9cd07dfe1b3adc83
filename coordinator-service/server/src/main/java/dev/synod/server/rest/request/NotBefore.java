package dev.synod.server.rest.request;

import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.reply.ReplyWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;

/** Has a request wait until this instance has learned the position that its {@code Synod-After} names. */
public final class NotBefore implements HandlerInterceptor {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Coordinator coordinator;
    private final Replies replies;
    private final ReplyWriter writer;

    public NotBefore(Coordinator coordinator, Replies replies, ReplyWriter writer) {
        this.coordinator = coordinator;
        this.replies = replies;
        this.writer = writer;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Optional<Long> after = Headers.position(request, Headers.SYNOD_AFTER);
        if (after.isEmpty()) {
            return true;
        }
        Answer<Position> answer = Replies.asked(coordinator.caughtUp(new Position(after.get()), WITHIN));
        if (answer instanceof Answer.Done<Position>) {
            return true;
        }
        Reply late = replies.to(answer, (position, at) -> new Reply.Nothing(at));
        writer.write(late, response);
        return false;
    }
}
