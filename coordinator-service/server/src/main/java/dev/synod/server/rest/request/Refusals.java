package dev.synod.server.rest.request;

import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.server.rest.reply.Problems;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;

/**
 * What never reached an endpoint, or should not have: requests that are malformed, meant for nobody, or met a defect.
 * The one place where exceptions become HTTP.
 */
@ControllerAdvice
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    @ExceptionHandler
    @Nullable ResponseEntity<Object> answer(Exception thrown, WebRequest request) {
        return switch (thrown) {
            case Refused refused -> answer(refused.problem(), HttpHeaders.EMPTY);
            case HttpMessageNotReadableException unreadable ->
                answer(BodyFaults.problem(unreadable), HttpHeaders.EMPTY);
            case InvalidParameterException malformed ->
                answer(invalid("query", "must be names and values in UTF-8, percent-encoded"), HttpHeaders.EMPTY);
            case ErrorResponse refused -> answer(problem(refused, request), refused.getHeaders());
            case IOException clientGone -> null; // nobody is left to answer
            default -> {
                LOG.error("a request met a defect", thrown);
                yield answer(internal(), HttpHeaders.EMPTY);
            }
        };
    }

    /** How a defect is answered, whoever met it: without a word of its inside. */
    static Problem internal() {
        return Problem.of(
                ProblemType.INTERNAL,
                "The instance met a defect; its log has the details. The same request again settles it.",
                Map.of());
    }

    /** What Spring MVC refused before any endpoint was called. */
    private static Problem problem(ErrorResponse refused, WebRequest request) {
        return switch (refused) {
            case HttpRequestMethodNotSupportedException method -> Problem.of(
                    ProblemType.METHOD_NOT_ALLOWED,
                    "Not " + method.getMethod() + " here, but " + method.getSupportedHttpMethods() + ".",
                    Map.of());
            case HttpMediaTypeNotAcceptableException accept -> isMalformed(request.getHeaderValues(HttpHeaders.ACCEPT))
                    ? invalid("Accept", "must be a list of media types")
                    : Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "This answers with " + accept.getSupportedMediaTypes() + ".",
                            Map.of());
            case HttpMediaTypeNotSupportedException type -> unsupported(type, request);
            default -> byStatus(refused.getStatusCode().value());
        };
    }

    private static boolean isMalformed(String @Nullable [] accept) {
        try {
            MediaType.parseMediaTypes(accept == null ? List.of() : List.of(accept));
            return false;
        } catch (InvalidMediaTypeException malformed) {
            return true;
        }
    }

    private static Problem unsupported(HttpMediaTypeNotSupportedException type, WebRequest request) {
        boolean malformed = type.getContentType() == null && request.getHeader(HttpHeaders.CONTENT_TYPE) != null;
        return malformed
                ? invalid("Content-Type", "must be a media type, such as application/json")
                : Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "The body must be " + type.getSupportedMediaTypes() + ".",
                        Map.of());
    }

    /** The problem of a status that somebody else has set. */
    static Problem byStatus(int status) {
        return switch (status) {
            case 404 -> Problem.of(ProblemType.NOT_FOUND, "Nothing is at this path.", Map.of());
            case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Not this method.", Map.of());
            case 413 -> BodyLimit.problem();
            default -> {
                Problem alike = status < 500 ? invalid("request", "must be well-formed HTTP") : internal();
                yield new Problem(alike.type(), alike.title(), status, alike.detail(), alike.fields());
            }
        };
    }

    private static Problem invalid(String field, String message) {
        return Refused.problem(List.of(new Problem.FieldError(field, message)));
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders known) {
        HttpHeaders headers = new HttpHeaders(known);
        headers.setContentType(MediaType.parseMediaType(Problems.CONTENT_TYPE));
        if (Problems.saysWhenToRetry(problem.status())) {
            headers.set(HttpHeaders.RETRY_AFTER, Problems.retryAfter());
        }
        return new ResponseEntity<>(problem, headers, problem.status());
    }
}
