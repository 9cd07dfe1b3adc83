package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.Relation;
import dev.synod.api.clock.VectorClock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How clocks look as JSON, by the API's own rules. */
class StampJsonTest {

    private static final String STAMP =
            "{\"process\":\"billing-0@1042\",\"lamport\":45,\"vector\":{\"billing-0@1042\":17,\"web-1@988\":3}}";

    private final JsonMapper json = mapper();

    private static JsonMapper mapper() {
        var builder = JsonMapper.builder();
        new JsonRules().customize(builder);
        return builder.build();
    }

    @Test
    void aStampIsAnObjectWithANumberAndAnObjectOfNumbers() {
        var stamp = new CausalStamp(
                "billing-0@1042",
                new LamportClock(45),
                VectorClock.from(Map.of("web-1@988", 3L, "billing-0@1042", 17L)));

        assertThat(json.writeValueAsString(stamp)).isEqualTo(STAMP);
        assertThat(json.readValue(STAMP, CausalStamp.class)).isEqualTo(stamp);
    }

    @Test
    void aContextIsTheTextOfItsHeader() {
        var context = json.readValue(STAMP, CausalStamp.class).context();

        assertThat(json.writeValueAsString(context)).isEqualTo("\"lamport=45;billing-0@1042=17,web-1@988=3\"");
        assertThat(json.readValue(json.writeValueAsString(context), CausalContext.class)).isEqualTo(context);
    }

    @ParameterizedTest
    @EnumSource
    void aRelationIsAWordInLowerCase(Relation relation) {
        assertThat(json.writeValueAsString(relation)).isEqualTo('"' + relation.word() + '"');
        assertThat(json.readValue('"' + relation.word() + '"', Relation.class)).isEqualTo(relation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"process\":\"p\",\"lamport\":1}",
                "{\"process\":\"p\",\"vector\":{\"p\":1}}",
                "{\"lamport\":1,\"vector\":{\"p\":1}}",
                "{\"process\":null,\"lamport\":1,\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":null,\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":null}",
                "{\"process\":\"p\",\"lamport\":0,\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":-1,\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":\"1\",\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":1.5,\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":9223372036854775808,\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":{\"time\":1},\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":{\"q\":1}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":{\"p\":0}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":{\"p\":null}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":{\"p\":\"1\"}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":{\"p\":1.5}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":{\"p\":1,\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":{\"p\":1,\"no name\":1}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":\"p=1\"}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":[1]}",
                "{\"process\":\"no name\",\"lamport\":1,\"vector\":{\"p\":1}}",
                "{\"process\":\"p\",\"lamport\":1,\"vector\":{\"p\":1},\"own\":1}"
            })
    void whatIsNoStampIsRefused(String text) {
        assertThatThrownBy(() -> json.readValue(text, CausalStamp.class)).isInstanceOf(JacksonException.class);
    }
}
