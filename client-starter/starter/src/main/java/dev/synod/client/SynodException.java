package dev.synod.client;

import dev.synod.api.Problem;
import dev.synod.api.ProblemType;

/** What Synod answered instead of doing what it was asked, or that it did not answer. */
public abstract sealed class SynodException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private SynodException(String message) {
        super(message);
    }

    private SynodException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Synod says no, and why. Nothing happened. */
    public static final class Refused extends SynodException {

        private static final long serialVersionUID = 1;

        private final ProblemType type;
        private final transient Problem problem;

        public Refused(ProblemType type, Problem problem) {
            super(problem.title() + ": " + problem.detail());
            this.type = type;
            this.problem = problem;
        }

        public ProblemType type() {
            return type;
        }

        /** As the API told it; not kept where the exception is serialized. */
        public Problem problem() {
            return problem;
        }
    }

    /** Nobody could do it now: no instance answers, or none has a quorum, or it is overloaded. Nothing happened. */
    public static final class Unavailable extends SynodException {

        private static final long serialVersionUID = 1;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The answer was lost, the same request's retries too: it may have happened or not. */
    public static final class UnknownOutcome extends SynodException {

        private static final long serialVersionUID = 1;

        public UnknownOutcome(String message) {
            super(message);
        }

        public UnknownOutcome(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
