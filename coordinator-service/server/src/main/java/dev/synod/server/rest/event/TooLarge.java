package dev.synod.server.rest.event;

import dev.synod.server.rest.reply.EventOutcomes;
import dev.synod.server.rest.reply.Reply;

/** More was to be published at once than may be; on its way to the endpoint. It carries no stack. */
final class TooLarge extends RuntimeException {

    private final int limit;

    TooLarge(String detail, int limit) {
        super(detail, null, false, false);
        this.limit = limit;
    }

    Reply reply() {
        return EventOutcomes.tooLarge(String.valueOf(getMessage()), limit);
    }
}
