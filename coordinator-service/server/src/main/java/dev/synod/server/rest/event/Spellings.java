package dev.synod.server.rest.event;

import dev.synod.api.event.EventPage;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.event.Sought.Found;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.shown.ShownEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** In what spelling a reader wants events. The mapping has settled that it is one of these. */
@Component
class Spellings {

    private final JsonMapper mapper;

    Spellings(JsonMapper mapper) {
        this.mapper = mapper;
    }

    private enum Spelling {
        JSON,
        CLOUD_EVENTS,
        SHIVIZ;

        private static Spelling named(String format) {
            return switch (format) {
                case "json" -> JSON;
                case "cloudevents" -> CLOUD_EVENTS;
                case "shiviz" -> SHIVIZ;
                default -> throw new IllegalArgumentException("must be json, cloudevents or shiviz");
            };
        }

        /** The client's favourite; of those that it likes alike, the first here. */
        private static Spelling accepted(HttpServletRequest request) {
            String accept = request.getHeader("Accept");
            if (accept == null) {
                return JSON;
            }
            List<MediaType> favourites = MediaType.parseMediaTypes(accept).stream()
                    .sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
                    .toList();
            for (MediaType type : favourites) {
                if (type.includes(MediaType.APPLICATION_JSON)) {
                    return JSON;
                }
                if (type.includes(MediaType.parseMediaType(Media.CLOUD_EVENTS))
                        || type.includes(MediaType.parseMediaType(Media.CLOUD_EVENT))) {
                    return CLOUD_EVENTS;
                }
                if (type.includes(MediaType.TEXT_PLAIN)) {
                    return SHIVIZ;
                }
            }
            return JSON;
        }
    }

    /** How a page of events is spelled. */
    BiFunction<Found.Some, Position, Reply> ofMany(HttpServletRequest request, Demands demands) {
        Optional<String> format = Parameter.FORMAT.in(request);
        Spelling spelling = format.isPresent()
                ? demands.read(Parameter.FORMAT.text(), format.get(), Spelling::named).orElse(Spelling.JSON)
                : Spelling.accepted(request);
        return switch (spelling) {
            case JSON -> (found, position) ->
                new Reply.Found(new EventPage(ShownEvent.events(found.events()), found.next()), position);
            case CLOUD_EVENTS -> (found, position) -> new Reply.Spelled(
                    mapper.writeValueAsBytes(
                            found.events().stream().map(CloudEvent::of).toList()),
                    Media.CLOUD_EVENTS,
                    position);
            case SHIVIZ -> (found, position) ->
                new Reply.Spelled(ShiViz.text(found.events()), "text/plain;charset=utf-8", position);
        };
    }

    /** How one event is spelled. */
    BiFunction<Event, Position, Reply> ofOne(HttpServletRequest request) {
        return Spelling.accepted(request) == Spelling.CLOUD_EVENTS
                ? (event, position) -> new Reply.Spelled(
                        mapper.writeValueAsBytes(CloudEvent.of(event)), Media.CLOUD_EVENT, position)
                : (event, position) -> new Reply.Found(ShownEvent.event(event), position);
    }
}
