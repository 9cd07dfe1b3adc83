package dev.synod.spring.listen;

/** Another process has taken a listener's cursor over: this one must not move it any more. */
public final class StaleReaderException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StaleReaderException(CausalCursor.Reader reader) {
        super("the cursor of listener " + reader.name() + " in topic " + reader.topic()
                + " is not the holder's of fencing token " + reader.fencingToken() + ": a larger one has taken it");
    }
}
