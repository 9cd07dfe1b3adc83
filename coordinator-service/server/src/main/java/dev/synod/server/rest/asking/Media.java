package dev.synod.server.rest.asking;

import org.springframework.http.MediaType;

/** What the API speaks. */
public final class Media {

    public static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    public static final String EVENTS = MediaType.TEXT_EVENT_STREAM_VALUE;

    public static final String CLOUD_EVENT = "application/cloudevents+json";
    public static final String CLOUD_EVENTS = "application/cloudevents-batch+json";
    public static final String TEXT = MediaType.TEXT_PLAIN_VALUE;

    private Media() {}
}
