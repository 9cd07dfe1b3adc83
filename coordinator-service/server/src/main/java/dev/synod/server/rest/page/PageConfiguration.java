package dev.synod.server.rest.page;

import dev.synod.api.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The page as Spring beans: the text at {@code /v1/openapi.json}, and what shows it at {@code /docs}. */
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {

    private static final String ABOUT =
            """
            Sessions, fenced locks and elections over a cluster that agrees by Paxos.

            Resources are named by their clients and changed by PUT and DELETE: the same request again answers with \
            the same hold and the same fencing token. `position` is the slot of the ledger at which a thing became \
            true, and the only clock here that orders anything; fields that end in `At` are for people to read. Names \
            are `[A-Za-z0-9][A-Za-z0-9._:-]{0,199}`; durations are whole numbers with `ms`, `s`, `m` or `h`, or \
            ISO-8601. Reads are linearizable unless they say `consistency=local`.

            Errors are `application/problem+json` (RFC 9457). Of each type it is known whether the request may have \
            taken effect, and whether it may be sent again:

            """;

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    GlobalOperationCustomizer operationPage(RecordSchemas schemas, JsonMapper mapper) {
        return new OperationPage(schemas, mapper);
    }

    @Bean
    OpenApiCustomizer wholePage(RecordSchemas schemas) {
        return api -> describe(api, schemas);
    }

    private static void describe(OpenAPI api, RecordSchemas schemas) {
        api.setInfo(new Info()
                .title("Synod")
                .version("v1")
                .description(ABOUT
                        + Arrays.stream(ProblemType.values())
                                .map(type -> OperationPage.line(type).replaceFirst(": ", " (" + type.status() + "): "))
                                .collect(Collectors.joining("\n"))));
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        // In place of what springdoc made of the same records.
        api.getComponents().setSchemas(new LinkedHashMap<>());
        schemas.named().forEach(api.getComponents()::addSchemas);
    }
}
