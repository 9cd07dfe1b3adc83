package dev.synod.coordination.event;

import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.Run;

/** About how many bytes an event takes, in memory or written: the same on every node, found without writing it. */
final class Weight {

    private static final int FRAME = 200;
    private static final int VIEW = 200;
    private static final int COMPONENT = 48;

    private Weight() {}

    static long of(Event event) {
        return FRAME
                + event.type().length()
                + event.key().map(String::length).orElse(0)
                + (long) COMPONENT * (event.stamp().vector().size() + event.causes().size())
                + of(event.content());
    }

    private static long of(Content content) {
        return switch (content) {
            case Content.Json(byte[] bytes) -> bytes.length;
            case Content.OfSession session -> VIEW + 100L * session.session().metadata().size();
            case Content.OfHold(var hold) -> VIEW + (long) COMPONENT * hold.context().vector().size();
            case Content.OfCandidate(var candidate) ->
                VIEW + candidate.value().length() + (long) COMPONENT * candidate.context().vector().size();
            case Content.OfRun(var run) -> VIEW + run.runner().length() + detail(run);
            case Content.OfMember member -> VIEW;
            case Content.OfFormerMember member -> VIEW;
            case Content.OfPresident president -> VIEW;
        };
    }

    private static int detail(Run run) {
        return run.state() instanceof Run.State.Finished finished
                ? finished.detail().map(String::length).orElse(0)
                : 0;
    }
}
