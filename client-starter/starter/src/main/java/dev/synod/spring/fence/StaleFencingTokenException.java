package dev.synod.spring.fence;

import java.util.OptionalLong;
import org.springframework.dao.NonTransientDataAccessException;

/** Another has taken over: what was done under this fencing token must not be committed, nor tried again under it. */
public final class StaleFencingTokenException extends NonTransientDataAccessException {

    private static final long serialVersionUID = 1;

    private final String name;
    private final long fencingToken;
    private final long current;

    StaleFencingTokenException(String name, long fencingToken, OptionalLong current) {
        super("the fencing token " + fencingToken + " of " + name + " is stale: "
                + (current.isPresent() ? current.getAsLong() : "a larger one") + " was raised since");
        this.name = name;
        this.fencingToken = fencingToken;
        this.current = current.orElse(0);
    }

    /** What is guarded. */
    public String name() {
        return name;
    }

    public long fencingToken() {
        return fencingToken;
    }

    /** The token in the guard row; empty where the database would only tell that it has grown. */
    public OptionalLong currentFencingToken() {
        return current == 0 ? OptionalLong.empty() : OptionalLong.of(current);
    }
}
