package dev.synod.spring.boot;

import dev.synod.client.Connection;
import dev.synod.spring.LeaderOnly;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/** What only the leader does, and what became of the session meanwhile. */
class Reports {

    private final List<Connection.State> states = new CopyOnWriteArrayList<>();

    @LeaderOnly("reports")
    public @Nullable String run() {
        return "run";
    }

    @EventListener
    public void on(SessionStateEvent event) {
        states.add(event.state());
    }

    List<Connection.State> states() {
        return states;
    }
}
