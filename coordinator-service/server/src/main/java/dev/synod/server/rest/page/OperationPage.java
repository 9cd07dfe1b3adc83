package dev.synod.server.rest.page;

import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.request.OneOrMore;
import dev.synod.server.rest.request.Takes;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/** What the page says of one endpoint: made from its annotations, since a reply does not tell its type. */
final class OperationPage implements GlobalOperationCustomizer {

    private static final String JSON = "application/json";
    private static final String FILE = "application/octet-stream";
    private static final String EVENTS = "text/event-stream";

    private final RecordSchemas schemas;
    private final JsonMapper mapper;

    OperationPage(RecordSchemas schemas, JsonMapper mapper) {
        this.schemas = schemas;
        this.mapper = mapper;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Answers answers = handler.getMethodAnnotation(Answers.class);
        if (answers == null) {
            return operation;
        }
        String room = handler.getBeanType().getSimpleName().replace("Controller", "");
        operation.setTags(List.of(room));
        operation.setOperationId(handler.getMethod().getName() + room);
        operation.setSummary(answers.says());
        takes(handler).forEach(operation::addParametersItem);
        body(handler).ifPresent(operation::setRequestBody);
        operation.setResponses(responses(answers, handler));
        return operation;
    }

    private static List<Parameter> takes(HandlerMethod handler) {
        List<Parameter> all = new ArrayList<>();
        Takes takes = handler.getMethodAnnotation(Takes.class);
        if (takes != null) {
            Arrays.stream(takes.value()).map(OperationPage::parameter).forEach(all::add);
        }
        all.add(new Parameter()
                .in("header")
                .name("Synod-After")
                .description("The answer is based on at least this position; 504 where it is not learned within 5 s.")
                .schema(new StringSchema()));
        return all;
    }

    private static Parameter parameter(dev.synod.server.rest.request.Parameter parameter) {
        return new Parameter()
                .in(switch (parameter.place()) {
                    case QUERY -> "query";
                    case HEADER -> "header";
                })
                .name(parameter.text())
                .description(parameter.description())
                .example(parameter.example())
                .schema(new StringSchema());
    }

    private Optional<RequestBody> body(HandlerMethod handler) {
        for (MethodParameter parameter : handler.getMethodParameters()) {
            var annotation =
                    parameter.getParameterAnnotation(org.springframework.web.bind.annotation.RequestBody.class);
            if (annotation != null) {
                return Optional.of(new RequestBody()
                        .required(annotation.required())
                        .content(new Content().addMediaType(JSON, request(parameter.getParameterType()))));
            }
        }
        return Optional.empty();
    }

    private ApiResponses responses(Answers answers, HandlerMethod handler) {
        ApiResponses responses = new ApiResponses();
        responses.addApiResponse(Integer.toString(answers.status()), success(answers, handler));
        Map<Integer, List<ProblemType>> byStatus = new TreeMap<>();
        problems(answers, handler)
                .forEach(type -> byStatus.computeIfAbsent(type.status(), status -> new ArrayList<>()).add(type));
        byStatus.forEach((status, types) -> responses.addApiResponse(Integer.toString(status), failure(types)));
        return responses;
    }

    private ApiResponse success(Answers answers, HandlerMethod handler) {
        ApiResponse response = new ApiResponse()
                .description(answers.says())
                .addHeaderObject(
                        "Synod-Position",
                        new Header()
                                .description("The answer is based on every decree up to this slot.")
                                .schema(new StringSchema()));
        if (answers.status() == 201) {
            response.addHeaderObject("Location", new Header().description("Where it is.").schema(new StringSchema()));
        }
        GetMapping get = handler.getMethodAnnotation(GetMapping.class);
        boolean streams = get != null && Arrays.asList(get.produces()).contains(EVENTS);
        boolean isFile = answers.body() == byte[].class;
        if (isFile) {
            response.addHeaderObject(
                            "Repr-Digest",
                            new Header().description("The bytes' SHA-256 (RFC 9530).").schema(new StringSchema()))
                    .setContent(new Content().addMediaType(FILE, new MediaType().schema(new BinarySchema())));
        } else if (streams) {
            response.setContent(new Content().addMediaType(EVENTS, events(answers.body())));
        } else if (answers.body() != Void.class) {
            response.setContent(new Content().addMediaType(JSON, json(answers.body())));
        }
        return response;
    }

    private MediaType events(Class<?> body) {
        return new MediaType()
                .schema(new StringSchema())
                .example("event: leader\nid: 1080\ndata: "
                        + Examples.of(body).map(mapper::writeValueAsString).orElse("") + "\n\n");
    }

    private MediaType request(Class<?> body) {
        OneOrMore either = body.getAnnotation(OneOrMore.class);
        if (either == null) {
            return json(body);
        }
        MediaType json = json(either.value());
        return json.schema(RecordSchemas.oneOrMore(json.getSchema()));
    }

    private MediaType json(Class<?> body) {
        MediaType json = new MediaType().schema(schemas.of(body));
        Examples.of(body).ifPresent(example -> json.setExample(plain(example)));
        return json;
    }

    private ApiResponse failure(List<ProblemType> types) {
        Schema<?> schema = schemas.of(Problem.class);
        MediaType json = new MediaType().schema(schema);
        types.forEach(type -> json.addExamples(type.name(), new Example().value(plain(Examples.of(type)))));
        return new ApiResponse()
                .description(types.stream().map(OperationPage::line).collect(Collectors.joining("\n")))
                .content(new Content().addMediaType("application/problem+json", json));
    }

    /** One line of the list of problem types. */
    static String line(ProblemType type) {
        return "- `" + type.urn() + "`: " + type.happened().sentence() + "; " + type.retry().sentence() + ".";
    }

    private static List<ProblemType> problems(Answers answers, HandlerMethod handler) {
        List<ProblemType> problems = new ArrayList<>(List.of(answers.problems()));
        problems.add(ProblemType.INVALID_REQUEST);
        problems.add(ProblemType.NOT_ACCEPTABLE);
        problems.add(ProblemType.NOT_CAUGHT_UP);
        problems.add(ProblemType.INTERNAL);
        if (answers.needs() == Answers.Needs.QUORUM) {
            problems.add(ProblemType.NO_QUORUM);
            problems.add(ProblemType.OVERLOADED);
        }
        if (!handler.hasMethodAnnotation(GetMapping.class)) {
            problems.add(ProblemType.UNKNOWN_OUTCOME);
            problems.add(ProblemType.UNSUPPORTED_MEDIA_TYPE);
            problems.add(ProblemType.TOO_LARGE);
        }
        return problems.stream().distinct().sorted().toList();
    }

    /** As maps and lists: the page's writer knows nothing of how the API writes records. */
    private Object plain(Record example) {
        return mapper.readValue(mapper.writeValueAsString(example), Object.class);
    }
}
