package dev.synod.server.rest.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * JSON schemas of the API's records: what is required, what may be null and what may be absent, as the records say it.
 *
 * <p>Made here because a general converter knows neither that an empty Optional is null in an answer, nor that requests
 * are closed to other fields.
 */
final class RecordSchemas {

    private static final String REQUEST = "Request";

    private final Map<String, Schema<?>> named = new TreeMap<>();

    /** All schemas that were asked for, by name. */
    Map<String, Schema<?>> named() {
        return named;
    }

    /** A reference to a record's schema. */
    Schema<?> of(Class<?> type) {
        String name = name(type);
        if (!named.containsKey(name)) {
            named.put(name, new JsonSchema());
            named.put(name, type == Problem.class ? problem() : record(type));
        }
        return new JsonSchema().$ref("#/components/schemas/" + name);
    }

    /** What is one of these, or an array of them. */
    static Schema<?> oneOrMore(Schema<?> one) {
        JsonSchema either = new JsonSchema();
        either.setOneOf(List.of(one, ofType("array").items(one)));
        return either;
    }

    private Schema<?> record(Class<?> type) {
        boolean isRequest = name(type).contains(REQUEST);
        boolean leavesOut = isRequest || type.isAnnotationPresent(JsonInclude.class);
        Schema<?> schema = ofType("object");
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean isOptional = component.getType() == Optional.class;
            Schema<?> value = schema(isOptional ? argument(component.getGenericType(), 0) : component.getGenericType());
            schema.addProperty(property(component), isOptional && !leavesOut ? orNull(value) : value);
            if (!isOptional || !leavesOut) {
                required.add(property(component));
            }
        }
        schema.setRequired(required.isEmpty() ? null : required);
        if (isRequest) {
            schema.setAdditionalProperties(false);
        }
        return schema;
    }

    private Schema<?> schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? ofType("array").items(schema(argument(generic, 0)))
                    : additional(ofType("object"), schema(argument(generic, 1)));
        }
        if (type == Object.class) {
            return new JsonSchema();
        }
        if (type == VectorClock.class) {
            return additional(ofType("object"), ofType("integer").format("int64"));
        }
        if (type == LamportClock.class) {
            return ofType("integer").format("int64");
        }
        if (type == String.class || type == CausalContext.class) {
            return ofType("string");
        }
        if (type == Instant.class) {
            return ofType("string").format("date-time");
        }
        if (type == boolean.class || type == Boolean.class) {
            return ofType("boolean");
        }
        if (type == int.class || type == Integer.class) {
            return ofType("integer").format("int32");
        }
        if (type == long.class || type == Long.class) {
            return ofType("integer").format("int64");
        }
        Class<?> named = (Class<?>) type;
        return named.isEnum() ? constants(named) : of(named);
    }

    private static Schema<?> constants(Class<?> type) {
        JsonSchema schema = ofType("string");
        schema.setEnum(Arrays.<Object>stream(type.getEnumConstants()).<Object>map(Object::toString).toList());
        return schema;
    }

    private static Schema<?> problem() {
        JsonSchema type = ofType("string");
        type.setEnum(Arrays.stream(ProblemType.values()).<Object>map(ProblemType::urn).toList());
        JsonSchema schema = ofType("object");
        schema.addProperty("type", type);
        schema.addProperty("title", ofType("string"));
        schema.addProperty("status", ofType("integer").format("int32"));
        schema.addProperty("detail", ofType("string"));
        schema.setRequired(List.of("type", "title", "status", "detail"));
        schema.setDescription("RFC 9457. Some types have further fields; see their examples.");
        return schema;
    }

    private static Schema<?> orNull(Schema<?> value) {
        if (value.get$ref() != null) {
            JsonSchema either = new JsonSchema();
            either.setOneOf(List.of(value, ofType("null")));
            return either;
        }
        value.addType("null");
        return value;
    }

    private static Schema<?> additional(Schema<?> schema, Schema<?> values) {
        schema.setAdditionalProperties(values);
        return schema;
    }

    private static JsonSchema ofType(String type) {
        JsonSchema schema = new JsonSchema();
        schema.setTypes(new java.util.LinkedHashSet<>(Set.of(type)));
        return schema;
    }

    private static String property(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private static Type argument(Type generic, int which) {
        return ((ParameterizedType) generic).getActualTypeArguments()[which];
    }

    private static String name(Class<?> type) {
        return type.isMemberClass()
                ? type.getDeclaringClass().getSimpleName() + type.getSimpleName()
                : type.getSimpleName();
    }
}
