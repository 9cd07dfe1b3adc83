package dev.synod.server.rest.request;

import dev.synod.server.rest.reply.Problems;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers, as the API does, what Tomcat itself refuses: requests that are not well-formed HTTP. */
public final class ProblemValve extends ErrorReportValve {

    private final JsonMapper mapper;

    public ProblemValve(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            Problems.write(Refusals.byStatus(status), mapper, response.getResponse());
            response.finishResponse();
        } catch (IOException clientGone) {
            // Nobody is left to tell.
            return;
        }
    }
}
