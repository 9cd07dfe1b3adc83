package dev.synod.server.rest.reply;

import dev.synod.api.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/** Errors as HTTP. */
public final class Problems {

    public static final String CONTENT_TYPE = "application/problem+json";

    /** Where nothing better is known: a new president is found sooner than this. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    /** Says when to ask again, where asking again can help. */
    public static boolean saysWhenToRetry(int status) {
        return status == 503 || status == 429;
    }

    public static String retryAfter() {
        return RETRY_AFTER_SECONDS;
    }

    public static void write(Problem problem, JsonMapper mapper, HttpServletResponse response) throws IOException {
        byte[] json = mapper.writeValueAsBytes(problem);
        response.setStatus(problem.status());
        response.setContentType(CONTENT_TYPE);
        if (saysWhenToRetry(problem.status())) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
