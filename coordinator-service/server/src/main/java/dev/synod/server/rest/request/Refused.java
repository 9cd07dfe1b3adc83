package dev.synod.server.rest.request;

import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import java.util.List;
import java.util.Map;

/** A malformed request, on its way to the one place that answers such. It carries no stack: the client is at fault. */
public final class Refused extends RuntimeException {

    private final transient Problem problem;

    public Refused(List<Problem.FieldError> errors) {
        super("refused: " + errors, null, false, false);
        this.problem = problem(errors);
    }

    public static Refused because(String field, String message) {
        return new Refused(List.of(new Problem.FieldError(field, message)));
    }

    /** How every malformed request is answered, whoever found the fault. */
    public static Problem problem(List<Problem.FieldError> errors) {
        Problem.FieldError first = errors.getFirst();
        return Problem.of(
                ProblemType.INVALID_REQUEST,
                first.field() + " " + first.message() + (errors.size() == 1 ? "." : "; see errors for the others."),
                Map.of("errors", List.copyOf(errors)));
    }

    public Problem problem() {
        return problem;
    }
}
