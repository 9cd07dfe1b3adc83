package dev.synod.server.rest.event;

import dev.synod.server.rest.event.Publication.Form;
import dev.synod.server.rest.request.Demands;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * CloudEvents 1.0 as they came: one, or a batch.
 *
 * <p>What Synod keeps of each: type, subject, data and causationid, ids of events that are separated by commas. Its own
 * time and stamps take the place of what stood there; other attributes are read and not kept.
 */
@JsonDeserialize(using = CloudEvents.Deserializer.class)
record CloudEvents(Form form, List<@Nullable Map<String, @Nullable Object>> events) {

    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]+");
    private static final Pattern JSON = Pattern.compile("(?i)[a-z]+/([^;]+\\+)?json(\\s*;.*)?");

    /** The events; fewer than asked for where something was noted. */
    List<Drafts.Asked> read(Demands demands) {
        List<Drafts.Asked> asked = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            Map<String, @Nullable Object> event = events.get(i);
            if (event == null) {
                demands.refuse("[" + i + "]", "must be an object");
            } else {
                asked.add(asked(event, i, demands));
            }
        }
        return asked;
    }

    private Drafts.Asked asked(Map<String, @Nullable Object> event, int at, Demands demands) {
        event.keySet().stream()
                .filter(name -> !ATTRIBUTE.matcher(name).matches())
                .forEach(name -> demands.refuse(field(at, name), "must be data, or an attribute of a-z and 0-9"));
        if (!"1.0".equals(event.get("specversion"))) {
            demands.refuse(field(at, "specversion"), "must be \"1.0\"");
        }
        for (String required : List.of("id", "source", "type")) {
            if (text(event, at, required, demands).orElse("").isEmpty()) {
                demands.refuse(field(at, required), "is required");
            }
        }
        if (!JSON.matcher(text(event, at, "datacontenttype", demands).orElse("application/json")).matches()) {
            demands.refuse(field(at, "datacontenttype"), "must be JSON: the data of an event is");
        }
        List<@Nullable String> causes = new ArrayList<>();
        text(event, at, "causationid", demands).ifPresent(ids -> {
            for (String id : ids.split(",", -1)) {
                causes.add(id);
            }
        });
        return new Drafts.Asked(
                text(event, at, "type", demands),
                text(event, at, "subject", demands),
                event.get("data"),
                causes);
    }

    private Optional<String> text(Map<String, @Nullable Object> event, int at, String name, Demands demands) {
        Object value = event.get(name);
        if (value != null && !(value instanceof String)) {
            demands.refuse(field(at, name), "must be a string");
        }
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private String field(int at, String name) {
        return Publication.field(form, at, name);
    }

    /** By source and id a retry of an event is known, alone or in whatever batch it comes. */
    List<String> keys() {
        return events.stream().filter(Objects::nonNull).map(CloudEvents::key).toList();
    }

    private static String key(Map<String, @Nullable Object> event) {
        MessageDigest digest = sha256();
        for (String name : List.of("source", "id")) {
            byte[] text = String.valueOf(event.get(name)).getBytes(StandardCharsets.UTF_8);
            digest.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(text);
        }
        return "cloudevents-" + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static final class Deserializer extends ValueDeserializer<CloudEvents> {

        @Override
        @SuppressWarnings("unchecked") // what Jackson makes of an object has strings for keys
        public CloudEvents deserialize(JsonParser parser, DeserializationContext context) {
            return parser.hasToken(JsonToken.START_ARRAY)
                    ? new CloudEvents(Form.ARRAY, Arrays.asList((Map<String, @Nullable Object>[])
                            context.readValue(parser, Map[].class)))
                    : new CloudEvents(Form.ONE, Arrays.asList((Map<String, @Nullable Object>)
                            context.readValue(parser, Map.class)));
        }
    }
}
