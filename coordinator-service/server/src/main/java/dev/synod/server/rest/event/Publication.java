package dev.synod.server.rest.event;

import dev.synod.api.event.PublishRequest;
import dev.synod.server.rest.request.OneOrMore;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What a request publishes: one event, or an array of them, which are answered in the same form. */
@OneOrMore(PublishRequest.class)
@JsonDeserialize(using = Publication.Deserializer.class)
record Publication(Form form, List<@Nullable PublishRequest> events) {

    enum Form {
        ONE,
        ARRAY
    }

    /** Where the field of an event stands in the body. */
    static String field(Form form, int at, String field) {
        return switch (form) {
            case ONE -> field;
            case ARRAY -> "[" + at + "]." + field;
        };
    }

    static final class Deserializer extends ValueDeserializer<Publication> {

        @Override
        public Publication deserialize(JsonParser parser, DeserializationContext context) {
            return parser.hasToken(JsonToken.START_ARRAY)
                    ? new Publication(Form.ARRAY, Arrays.asList(context.readValue(parser, PublishRequest[].class)))
                    : new Publication(Form.ONE, Arrays.asList(context.readValue(parser, PublishRequest.class)));
        }
    }
}
