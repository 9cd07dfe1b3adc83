package dev.synod.server.rest;

import dev.synod.coordination.Mode;
import dev.synod.server.rest.request.Demands;
import java.util.Optional;

/** How a hold shares a lock, as bodies say it. */
final class Modes {

    private static final int MOST_PERMITS = 1_000_000;

    private Modes() {}

    /**
     * Reads the fields {@code mode} and {@code permits}.
     *
     * @param place before the fields' names, where they do not stand in the body itself
     */
    static Optional<Mode> read(Demands demands, String place, Optional<String> mode, Optional<Integer> permits) {
        String given = mode.orElse("exclusive");
        if (permits.isPresent() != given.equals("permit")) {
            demands.refuse(place + "permits", permits.isPresent()
                    ? "goes with mode permit only"
                    : "is required with mode permit");
            return Optional.empty();
        }
        return switch (given) {
            case "exclusive" -> Optional.of(Mode.EXCLUSIVE);
            case "shared" -> Optional.of(Mode.SHARED);
            case "permit" -> permit(demands, place, permits.orElseThrow());
            default -> {
                demands.refuse(place + "mode", "must be exclusive, shared or permit");
                yield Optional.empty();
            }
        };
    }

    private static Optional<Mode> permit(Demands demands, String place, int permits) {
        if (permits < 1 || permits > MOST_PERMITS) {
            demands.refuse(place + "permits", "must be 1 to " + MOST_PERMITS);
            return Optional.empty();
        }
        return Optional.of(new Mode.Permit(permits));
    }
}
