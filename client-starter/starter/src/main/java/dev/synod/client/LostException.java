package dev.synod.client;

/** A lock, a lead or a run is not this process's any more. */
public final class LostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LostException(String name, long fencingToken) {
        super(name + " with fencing token " + fencingToken + " is lost: the session ended, or may have ended");
    }
}
