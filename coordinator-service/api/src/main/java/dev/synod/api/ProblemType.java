package dev.synod.api;

/** Each type of error that the API answers with: whether the command may have happened, and what a client does next. */
public enum ProblemType {
    INVALID_REQUEST(400, "Invalid request", Happened.NO, Retry.NEVER),
    FORBIDDEN(403, "Forbidden", Happened.NO, Retry.NEVER),
    NOT_FOUND(404, "Not found", Happened.NO, Retry.NEVER),
    NO_SUCH_SESSION(404, "No such session", Happened.NO, Retry.NEVER),
    NO_SUCH_EVENT(404, "No such event", Happened.NO, Retry.NEVER),
    NO_SUCH_HOLD(404, "No such hold", Happened.NO, Retry.NEVER),
    NO_SUCH_CANDIDATE(404, "No such candidate", Happened.NO, Retry.NEVER),
    NO_SUCH_RUN(404, "No such run", Happened.NO, Retry.NEVER),
    NO_SUCH_CONSUMER(404, "No such consumer", Happened.NO, Retry.NEVER),
    NO_SUCH_MEMBER(404, "No such member", Happened.NO, Retry.NEVER),
    METHOD_NOT_ALLOWED(405, "Method not allowed", Happened.NO, Retry.NEVER),
    NOT_ACCEPTABLE(406, "Not acceptable", Happened.NO, Retry.NEVER),
    LOCK_UNAVAILABLE(409, "Lock unavailable", Happened.NO, Retry.LATER),
    HOLD_CONFLICT(409, "Hold conflict", Happened.NO, Retry.NEVER),
    ALREADY_CLAIMED(409, "Already claimed", Happened.NO, Retry.LATER),
    IDEMPOTENCY_KEY_REUSED(409, "Idempotency key reused", Happened.NO, Retry.NEVER),
    MEMBER_CHANGE_REFUSED(409, "Member change refused", Happened.NO, Retry.LATER),
    SESSION_EXPIRED(410, "Session expired", Happened.NO, Retry.NEVER),
    HOLD_RELEASED(410, "Hold released", Happened.NO, Retry.NEVER),
    KEY_FORGOTTEN(410, "Key forgotten", Happened.UNKNOWN, Retry.NEVER),
    TRIMMED(410, "Trimmed", Happened.NO, Retry.NEVER),
    STALE_FENCING_TOKEN(412, "Stale fencing token", Happened.NO, Retry.NEVER),
    TOO_LARGE(413, "Too large", Happened.NO, Retry.NEVER),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", Happened.NO, Retry.NEVER),
    TOO_MANY_REQUESTS(429, "Too many requests", Happened.NO, Retry.LATER),
    INTERNAL(500, "Internal error", Happened.UNKNOWN, Retry.AT_ONCE),
    NO_QUORUM(503, "No quorum", Happened.NO, Retry.LATER),
    OVERLOADED(503, "Overloaded", Happened.NO, Retry.LATER),
    UNKNOWN_OUTCOME(504, "Unknown outcome", Happened.UNKNOWN, Retry.AT_ONCE),
    NOT_CAUGHT_UP(504, "Not caught up", Happened.NO, Retry.LATER);

    private final int status;
    private final String urn;
    private final String title;
    private final Happened happened;
    private final Retry retry;

    ProblemType(int status, String title, Happened happened, Retry retry) {
        this.status = status;
        this.urn = "urn:synod:error:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        this.title = title;
        this.happened = happened;
        this.retry = retry;
    }

    public int status() {
        return status;
    }

    public String urn() {
        return urn;
    }

    public String title() {
        return title;
    }

    public Happened happened() {
        return happened;
    }

    public Retry retry() {
        return retry;
    }

    /** Whether the command behind the request may have taken effect. */
    public enum Happened {
        NO("it had no effect"),
        UNKNOWN("it may have taken effect or not");

        private final String sentence;

        Happened(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    /** Whether the same request may be sent again. */
    public enum Retry {
        AT_ONCE("the same request again settles it"),
        LATER("the same request may succeed later"),
        NEVER("the same request again gets the same answer: change it first");

        private final String sentence;

        Retry(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }
}
