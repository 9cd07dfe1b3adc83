package dev.synod.server.rest.event;

import dev.synod.api.event.PublishRequest;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.SessionId;
import dev.synod.server.rest.event.Publication.Form;
import dev.synod.server.rest.request.Demands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads events that are to be published. */
final class Drafts {

    private final JsonMapper mapper;
    private final Demands demands;
    private final Form form;

    Drafts(JsonMapper mapper, Demands demands, Form form) {
        this.mapper = mapper;
        this.demands = demands;
        this.form = form;
    }

    /** An event as it was asked for, in whatever spelling. */
    record Asked(
            Optional<String> type, Optional<String> key, @Nullable Object content, List<@Nullable String> causes) {

        static Asked of(PublishRequest request) {
            return new Asked(request.type(), request.key(), request.data(), request.causes().orElse(List.of()));
        }
    }

    /** The session of all the events; each must name the same. */
    Optional<SessionId> session(List<@Nullable PublishRequest> events) {
        Optional<SessionId> session = Optional.empty();
        for (int i = 0; i < events.size(); i++) {
            PublishRequest event = events.get(i);
            if (event == null) {
                demands.refuse("[" + i + "]", "must be an object");
                continue;
            }
            String field = Publication.field(form, i, "session");
            Optional<SessionId> named = demands.readRequired(field, event.session(), SessionId::parse);
            if (session.isPresent() && named.isPresent() && !named.equals(session)) {
                demands.refuse(field, "must be that of the first event: one request publishes for one session");
            }
            session = session.isPresent() ? session : named;
        }
        return session;
    }

    /** The events; fewer than asked for where something was noted, which the caller then refuses. */
    List<Draft> read(List<Asked> events) {
        List<Draft> drafts = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            Asked event = events.get(i);
            String type = type(i, event.type());
            event.key().ifPresent(key -> demands.text("key", key, Draft.LONGEST_KEY));
            Optional<Content.Json> content = content(i, event.content());
            List<EventId> causes = causes(i, event.causes());
            if (demands.areMet()) {
                drafts.add(new Draft(type, event.key(), content.orElseThrow(), causes));
            }
        }
        return drafts;
    }

    private String type(int at, Optional<String> given) {
        String field = Publication.field(form, at, "type");
        String type = given.orElse("");
        if (type.isEmpty() || type.chars().anyMatch(Character::isISOControl)) {
            demands.refuse(field, "is required: 1 to " + Draft.LONGEST_TYPE + " characters, none a control character");
        }
        demands.text(field, type, Draft.LONGEST_TYPE);
        return type;
    }

    private Optional<Content.Json> content(int at, @Nullable Object content) {
        try {
            byte[] json = mapper.writeValueAsBytes(content);
            if (json.length > Content.Json.LONGEST) {
                throw new TooLarge("The data of an event is over " + Content.Json.LONGEST
                        + " bytes; keep it elsewhere, and tell where.", Content.Json.LONGEST);
            }
            return Optional.of(new Content.Json(json));
        } catch (JacksonException unwritable) {
            demands.refuse(Publication.field(form, at, "data"), "must be JSON that can be written in UTF-8");
            return Optional.empty();
        }
    }

    private List<EventId> causes(int at, List<@Nullable String> given) {
        String field = Publication.field(form, at, "causes");
        if (given.size() > Draft.MOST_CAUSES) {
            demands.refuse(field, "must be at most " + Draft.MOST_CAUSES);
        }
        List<EventId> causes = new ArrayList<>(given.size());
        for (String cause : given) {
            demands.readRequired(field, Optional.ofNullable(cause), EventId::parse).ifPresent(causes::add);
        }
        return causes;
    }
}
