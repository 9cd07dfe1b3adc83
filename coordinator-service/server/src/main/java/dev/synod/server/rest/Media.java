package dev.synod.server.rest;

import org.springframework.http.MediaType;

/** What the API speaks. */
final class Media {

    static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    static final String EVENTS = MediaType.TEXT_EVENT_STREAM_VALUE;

    private Media() {}
}
