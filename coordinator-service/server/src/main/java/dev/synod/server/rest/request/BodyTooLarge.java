package dev.synod.server.rest.request;

import java.io.IOException;

/** A body that turned out to be over the limit while it was read. */
public final class BodyTooLarge extends IOException {

    BodyTooLarge() {
        super("body over " + BodyLimit.BYTES + " bytes");
    }
}
