package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is malformed is refused with the field's name, and nothing is ever asked of the node. */
@RestDoorTest
class MalformedRequestsTest {

    private static final String HOLD = "/v1/locks/l/holds/h";
    private static final String CANDIDATE = "/v1/elections/e/candidates/c";
    private static final String LONG = "x".repeat(201);

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    @BeforeEach
    void forget() {
        coordinator.forget();
    }

    @AfterEach
    void nothingWasAskedOfTheNode() {
        assertThat(coordinator.submitted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            body | {
            body | {"session":"p@1"} x
            body | {"session":"p@1"}{}
            body | {'session':'p@1'}
            body | {"session":"p@1",}
            body | []
            body | "text"
            body | 5
            body | null
            body | {"session":"p@1","session":"p@2"}
            sesion | {"sesion":"p@1"}
            session | {"session":5}
            session | {"session":true}
            session | {"session":["p@1"]}
            session | {"session":{}}
            session | {"session":""}
            session | {"session":"p"}
            session | {"session":"p@0"}
            session | {"session":"p@x"}
            session | {"session":"-p@1"}
            session | {}
            ttl | {}
            session | {"session":null}
            session | {"session":"p@1","ttl":"5s"}
            ttl | {"session":"p@1","ttl":"5s"}
            process | {"session":"p@1","process":"p"}
            process | {"ttl":"5s","process":"-p"}
            process | {"ttl":"5s","process":"synod.p"}
            ttl | {"ttl":5}
            ttl | {"ttl":"5"}
            ttl | {"ttl":"5 s"}
            ttl | {"ttl":"5d"}
            ttl | {"ttl":"1.5s"}
            ttl | {"ttl":"-5s"}
            ttl | {"ttl":"PT-5S"}
            ttl | {"ttl":"PT1.0001S"}
            ttl | {"ttl":"999ms"}
            ttl | {"ttl":"86401s"}
            ttl | {"ttl":"99999999999999999h"}
            ttl | {"ttl":"99999999999999999999999999s"}
            ttl | {"ttl":""}
            mode | {"session":"p@1","mode":"EXCLUSIVE"}
            mode | {"session":"p@1","mode":"write"}
            permits | {"session":"p@1","mode":"permit"}
            permits | {"session":"p@1","permits":2}
            permits | {"session":"p@1","mode":"permit","permits":0}
            permits | {"session":"p@1","mode":"permit","permits":1000001}
            permits | {"session":"p@1","mode":"permit","permits":"2"}
            permits | {"session":"p@1","mode":"permit","permits":2.0}
            permits | {"session":"p@1","mode":"permit","permits":99999999999}
            permits | {"session":"p@1","mode":"permit","permits":true}
            lockDelay | {"session":"p@1","lockDelay":"61s"}
            wait | {"session":"p@1","wait":"61s"}
            wait | {"session":"p@1","wait":5}
            waitAtMost | {"session":"p@1","waitAtMost":"5s"}
            queue | {"session":"p@1","queue":"true"}
            queue | {"session":"p@1","queue":1}
            """)
    void aHold(String field, String body) {
        http.put(HOLD, body).isInvalid(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            process | {}
            process | {"process":null}
            process | {"process":7}
            process | {"process":""}
            process | {"process":"a b"}
            process | {"process":"synod.x"}
            ttl | {"process":"p","ttl":"100ms"}
            ttl | {"process":"p","ttl":"25h"}
            metadata | {"process":"p","metadata":[]}
            metadata | {"process":"p","metadata":"zone"}
            metadata.zone | {"process":"p","metadata":{"zone":1}}
            metadata.zone | {"process":"p","metadata":{"zone":null}}
            metadata.zone | {"process":"p","metadata":{"zone":{}}}
            metadata.zone | {"process":"p","metadata":{"zone":"\\ud800"}}
            """)
    void aSession(String field, String body) {
        http.post("/v1/sessions", body).isInvalid(field);
    }

    @Test
    void metadataOfTooManyOrTooLongStrings() {
        var many = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
        }
        http.post("/v1/sessions", "{\"process\":\"p\",\"metadata\":{" + many + "}}").isInvalid("metadata");
        http.post("/v1/sessions", "{\"process\":\"p\",\"metadata\":{\"k\":\"" + "x".repeat(257) + "\"}}")
                .isInvalid("metadata.k");
        http.post("/v1/sessions", "{\"process\":\"p\",\"metadata\":{\"" + "k".repeat(257) + "\":\"v\"}}")
                .isInvalid("metadata");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            session | {"value":"v"}
            value | {"session":"p@1","value":5}
            priority | {"session":"p@1","priority":"high"}
            priority | {"session":"p@1","priority":1.5}
            priority | {"session":"p@1","priority":2147483648}
            wait | {"session":"p@1","wait":"1s"}
            """)
    void aCandidate(String field, String body) {
        http.put(CANDIDATE, body).isInvalid(field);
    }

    @Test
    void aCandidatesValueOverItsLimit() {
        var refused = http.put(CANDIDATE, "{\"session\":\"p@1\",\"value\":\"" + "x".repeat(1_025) + "\"}")
                .isInvalid("value");

        assertThat(refused.json().path("errors").get(0).path("message").asString()).contains("1024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"to\":null}", "{\"to\":\"-c\"}", "{\"to\":3}"})
    void aTransfer(String body) {
        http.post("/v1/elections/e/transfer", body).isInvalid("to");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        http.put("/v1/locks/-l/holds/h", "{\"ttl\":\"1\",\"wait\":\"2\",\"lockDelay\":\"3\"}")
                .isInvalid("lock")
                .isInvalid("ttl")
                .isInvalid("wait")
                .isInvalid("lockDelay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-l", ".l", "a%20b", "%C3%A4", "a%0A", "synod.l", "a;b", "a;b=c"})
    void aName(String name) {
        String owned = "{\"session\":\"p@1\"}";
        http.put("/v1/locks/" + name + "/holds/h", owned).is(ProblemType.INVALID_REQUEST);
        http.put("/v1/locks/l/holds/" + name, owned).is(ProblemType.INVALID_REQUEST);
        http.put("/v1/elections/" + name + "/candidates/c", owned).is(ProblemType.INVALID_REQUEST);
        http.put("/v1/elections/e/candidates/" + name, owned).is(ProblemType.INVALID_REQUEST);
    }

    @Test
    void aNameThatIsTooLong() {
        http.get("/v1/locks/" + LONG).isInvalid("lock");
        http.get("/v1/locks/l/holds/" + LONG).isInvalid("hold");
        http.get("/v1/elections/" + LONG).isInvalid("election");
        http.get("/v1/locks/" + LONG.substring(1)).is(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            consistancy | /v1/locks/l?consistancy=local
            consistency | /v1/locks/l?consistency=strong
            consistency | /v1/locks/l?consistency=
            consistency | /v1/locks/l?consistency=local&consistency=local
            x | /v1/sessions/p@1?x=1
            x | /v1/cluster?x
            limit | /v1/locks?limit=0
            limit | /v1/locks?limit=1001
            limit | /v1/locks?limit=ten
            limit | /v1/locks?limit=-1
            limit | /v1/sessions?limit=99999999999999999999
            prefix | /v1/locks?prefix=a%20b
            after | /v1/locks?after=%C3%A4
            fencingToken | /v1/locks/l/check
            fencingToken | /v1/locks/l/check?fencingToken=
            fencingToken | /v1/locks/l/check?fencingToken=0
            fencingToken | /v1/locks/l/check?fencingToken=-1
            fencingToken | /v1/locks/l/check?fencingToken=1e3
            afterPosition | /v1/elections/e?afterPosition=x
            wait | /v1/elections/e?wait=61s
            wait | /v1/elections/e?wait=10
            wait | /v1/elections/e/stream?wait=1s
            """)
    void aQueryParameter(String field, String path) {
        http.get(path).isInvalid(field);
    }

    @Test
    void aQueryThatIsNotPercentEncoded() {
        http.delete("/v1/locks/l?reason=%C3%28").is(ProblemType.INVALID_REQUEST);
        http.delete("/v1/locks/l?reason=" + "x".repeat(257)).isInvalid("reason");
    }

    @ParameterizedTest
    @CsvSource({
        "Synod-After, x",
        "Synod-After, -1",
        "Synod-After, 1.5",
        "Synod-After, 9999999999999999999",
        "Accept, no-media-type"
    })
    void aHeader(String header, String value) {
        http.send(http.to("/v1/locks/l").header(header, value).GET()).isInvalid(header);
    }

    @Test
    void aHeaderGivenTwice() {
        http.send(http.to("/v1/locks/l").header("Synod-After", "1").header("Synod-After", "1").GET())
                .isInvalid("Synod-After");
    }

    @Test
    void aContentTypeThatIsNone() {
        http.send(http.to(HOLD).header("Content-Type", "json").PUT(BodyPublishers.ofString("{}")))
                .isInvalid("Content-Type");
    }

    @Test
    void anIdempotencyKeyThatIsUnreadable() {
        for (String key : new String[] {"", "a b", LONG}) {
            http.send(http.to("/v1/sessions")
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(BodyPublishers.ofString("{\"process\":\"p\"}")))
                    .isInvalid("Idempotency-Key");
        }
    }

    @Test
    void aPlaceInAStreamThatIsNoPosition() {
        http.send(http.to("/v1/elections/e/stream").header("Last-Event-ID", "newest").GET()).isInvalid("Last-Event-ID");
    }

    @Test
    void aBodyThatIsNotUtf8() {
        byte[] latin1 = "{\"process\":\"\u00e4\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        http.send(http.to("/v1/sessions")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(latin1)))
                .is(ProblemType.INVALID_REQUEST);
    }

    @Test
    void aBodyThatIsNotThere() {
        http.put(HOLD, "").isInvalid("body");
    }
}
