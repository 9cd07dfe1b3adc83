package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.Candidate;
import dev.synod.api.Cluster;
import dev.synod.api.Election;
import dev.synod.api.Hold;
import dev.synod.api.Lock;
import dev.synod.api.LockPage;
import dev.synod.api.ManyHold;
import dev.synod.api.Members;
import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import dev.synod.api.RunPage;
import dev.synod.api.Session;
import dev.synod.api.SessionPage;
import dev.synod.api.Waits;
import dev.synod.api.event.Compared;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.Event;
import dev.synod.api.event.EventPage;
import dev.synod.api.event.Neighbours;
import dev.synod.api.event.TopicPage;
import dev.synod.server.rest.reply.Answers;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's own page, held against the code that it describes. */
@RestDoorTest
class OpenApiTest {

    private static final Map<String, Class<?>> RECORDS = Stream.of(
                    Session.class,
                    SessionPage.class,
                    Hold.class,
                    Lock.class,
                    LockPage.class,
                    Candidate.class,
                    Election.class,
                    Cluster.class,
                    Members.class,
                    ManyHold.class,
                    Run.class,
                    RunPage.class,
                    Waits.class,
                    Event.class,
                    EventPage.class,
                    TopicPage.class,
                    Neighbours.class,
                    Compared.class,
                    Cursor.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    @Autowired
    private Http http;

    @Autowired
    private JsonMapper mapper;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private JsonNode page() {
        return http.get("/v1/openapi.json").is(200).json();
    }

    @Test
    void isOpenApi31() {
        assertThat(page().path("openapi").asString()).startsWith("3.1");
    }

    @Test
    void listsEveryMappedPathAndMethod() {
        Set<String> mapped = new TreeSet<>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith(SessionController.class.getPackageName())
                    && handler.hasMethodAnnotation(Answers.class)) {
                mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapped.add(method + " " + path)));
            }
        });
        Set<String> listed = new TreeSet<>();
        page().path("paths").propertyStream().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(method -> listed.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

        assertThat(listed).isEqualTo(mapped).contains("PUT /v1/locks/{lock}/holds/{hold}").hasSizeGreaterThan(18);
    }

    @Test
    void tellsOfEachErrorTypeWhetherItMayHaveHappenedAndBeTriedAgain() {
        var page = page();
        String about = page.path("info").path("description").asString();

        for (ProblemType type : ProblemType.values()) {
            String line = "`%s` (%d): %s; %s.".formatted(
                    type.urn(), type.status(), type.happened().sentence(), type.retry().sentence());
            assertThat(about).contains(line);
        }
        assertThat(page.path("components").path("schemas").path("Problem").path("properties").path("type").path("enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .hasSize(ProblemType.values().length);
    }

    @Test
    void listsTheErrorsOfEachEndpointUnderTheirStatus() {
        var responses = page().path("paths").path("/v1/locks/{lock}/holds/{hold}").path("put").path("responses");

        assertThat(responses.propertyNames())
                .containsExactlyInAnyOrder(
                        "200", "400", "404", "406", "409", "410", "413", "415", "429", "500", "503", "504");
        assertThat(responses.path("409").path("description").asString())
                .contains("urn:synod:error:lock-unavailable", "urn:synod:error:hold-conflict");
        assertThat(responses.path("409").path("content").propertyNames()).containsExactly("application/problem+json");
    }

    @Test
    void showsExamplesThatAreWhatTheApiWrites() {
        Set<String> shown = new HashSet<>();
        eachResponse((status, response) -> {
            JsonNode json = response.path("content").path("application/json");
            if (!json.isMissingNode()) {
                String name = json.path("schema").path("$ref").asString().replace("#/components/schemas/", "");
                Class<?> record = RECORDS.get(name);
                assertThat(record).as(name).isNotNull();
                Object read = mapper.treeToValue(json.path("example"), record);
                assertThat(mapper.valueToTree(read).toString()).isEqualTo(json.path("example").toString());
                shown.add(name);
            }
        });
        assertThat(shown).containsExactlyInAnyOrderElementsOf(RECORDS.keySet());
    }

    @Test
    void showsErrorsThatSayTheirOwnStatus() {
        eachResponse((status, response) -> response.path("content")
                .path("application/problem+json")
                .path("examples")
                .forEach(example -> assertThat(example.path("value").path("status").asString()).isEqualTo(status)));
    }

    @Test
    void hasASchemaForEachThatItRefersTo() {
        var page = page();
        Set<String> referred = new TreeSet<>();
        var references = Pattern.compile("\"\\$ref\":\"#/components/schemas/([^\"]+)\"").matcher(page.toString());
        while (references.find()) {
            referred.add(references.group(1));
        }

        assertThat(page.path("components").path("schemas").propertyNames()).containsAll(referred);
        assertThat(referred).contains("HoldRequest", "Problem", "CandidateRequest");
    }

    @Test
    void saysWhatARecordMustHaveAndMayLeaveOut() {
        var schemas = page().path("components").path("schemas");

        var hold = schemas.path("Hold");
        assertThat(hold.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("lock", "hold", "session", "mode", "state");
        var lock = schemas.path("Lock");
        assertThat(lock.path("required").size()).isEqualTo(5);
        assertThat(lock.path("properties").path("fencingToken").path("type").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("integer", "null");
        var request = schemas.path("HoldRequest");
        assertThat(request.path("properties").has("wait")).isTrue();
        assertThat(request.path("additionalProperties").asBoolean()).isFalse();
    }

    @Test
    void isShownAtDocs() {
        var redirected = http.get("/docs");
        var page = redirected.status() == 302
                ? http.get(java.net.URI.create(redirected.header("Location").orElseThrow()).getPath())
                : redirected;

        assertThat(page.is(200).response().body()).contains("swagger-ui");
        assertThat(http.get("/v1/openapi.json/swagger-config").is(200).text("url")).isEqualTo("/v1/openapi.json");
    }

    private interface Response {

        void check(String status, JsonNode response);
    }

    private void eachResponse(Response check) {
        page().path("paths").forEach(path -> path.forEach(operation -> operation
                .path("responses")
                .propertyStream()
                .forEach(response -> check.check(response.getKey(), response.getValue()))));
    }
}
