package dev.synod.client.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.client.SynodException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the API has it: what is absent is left out, and what a newer server says besides is passed over. */
final class Json {

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .changeDefaultPropertyInclusion(absent -> absent.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    String text(Object value) {
        return mapper.writeValueAsString(value);
    }

    <T> T read(Answer answer, Class<T> type) {
        try {
            return mapper.readValue(answer.body(), type);
        } catch (JacksonException e) {
            throw new SynodException.UnknownOutcome("Synod's answer is no " + type.getSimpleName(), e);
        }
    }

    /** What Synod says no with; {@link ProblemType#INTERNAL} where it is none that this client knows. */
    SynodException.Refused refused(Answer answer) {
        var fields = new LinkedHashMap<String, Object>();
        try {
            fields.putAll(mapper.readValue(answer.body(), OBJECT));
        } catch (JacksonException notFromSynod) {
            fields.put("detail", "status " + answer.status() + ", and no problem that Synod would tell");
        }
        var urn = text(fields, "type");
        var type = Arrays.stream(ProblemType.values())
                .filter(known -> known.urn().equals(urn))
                .findFirst()
                .orElse(ProblemType.INTERNAL);
        var title = text(fields, "title");
        var detail = text(fields, "detail");
        fields.remove("status");
        return new SynodException.Refused(
                type, new Problem(urn, title.isEmpty() ? type.title() : title, answer.status(), detail, fields));
    }

    private static String text(Map<String, Object> fields, String name) {
        var value = fields.remove(name);
        return value == null ? "" : value.toString();
    }
}
