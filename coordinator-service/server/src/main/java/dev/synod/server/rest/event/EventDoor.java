package dev.synod.server.rest.event;

import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.waiting.Waits;
import java.util.concurrent.Semaphore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of events, as Spring beans. */
@Import({
    Publishing.class,
    History.class,
    Lineage.class,
    Reading.class,
    Spellings.class,
    TopicController.class,
    CloudEventController.class,
    FeedController.class,
    CursorController.class,
    EventController.class,
    StampController.class
})
public class EventDoor {

    private static final int MOST_FEEDS = 1_000;

    /** For the API's page, which does not find them by itself. */
    public static Class<?>[] endpoints() {
        return new Class<?>[] {
            TopicController.class,
            CloudEventController.class,
            FeedController.class,
            CursorController.class,
            EventController.class,
            StampController.class
        };
    }

    @Bean
    Feed feed(NodeRequests node, History history, Waits waits, JsonMapper mapper) {
        return new Feed(
                node,
                history,
                new Feed.Way(waits, new SentEvents(mapper)),
                new Feed.Bounds(new Semaphore(MOST_FEEDS), Feed.COMMENT_EVERY));
    }
}
