package dev.synod.spring.bridge;

import dev.synod.client.Elections;
import dev.synod.client.Leadership;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

/**
 * An election of Synod as Spring Integration knows them: {@link OnGrantedEvent} and {@link OnRevokedEvent}, by which
 * endpoints with a role start and stop. An application defines one as a bean for each role, which is the election's
 * name too.
 *
 * <p>It stands once the application is ready, and withdraws when it stops. Granted and revoked alternate, one after
 * the other: who is revoked while its endpoints are started has that heard when they are, also where nobody can be
 * reached. Until then they work without the lead: only a fencing token ({@link #leadership}) protects against that.
 */
public final class SynodLeaderInitiator implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

    private final Elections elections;
    private final String role;
    private final ApplicationEventPublisher events;
    private final Context context = new Standing();
    private final AtomicBoolean running = new AtomicBoolean();
    private Optional<Elections.Candidacy> candidacy = Optional.empty();
    private Optional<Leadership> told = Optional.empty();

    public SynodLeaderInitiator(Elections elections, String role, ApplicationEventPublisher events) {
        this.elections = elections;
        this.role = role;
        this.events = events;
    }

    private final class Standing implements Context {

        @Override
        public boolean isLeader() {
            return leadership().isPresent();
        }

        /** Has another lead, if one stands: this one goes to the end of the queue. */
        @Override
        public void yield() {
            revoked();
            candidacy().ifPresent(mine -> {
                mine.withdraw();
                mine.standAgain();
            });
        }

        @Override
        public String getRole() {
            return role;
        }
    }

    /** The lead, with its fencing token; empty where this process has not got it. */
    public Optional<Leadership> leadership() {
        return candidacy().flatMap(Elections.Candidacy::leadership);
    }

    /** Who leads, as last heard; empty where nobody does or nothing was heard. */
    public Optional<String> leader() {
        return candidacy().flatMap(Elections.Candidacy::leader);
    }

    private synchronized Optional<Elections.Candidacy> candidacy() {
        return candidacy;
    }

    /** Nothing is granted yet: who would be told is not there yet. */
    @Override
    public void start() {
        running.set(true);
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (running.get()) {
            stand();
        }
    }

    /** Stands from now on, where the application's readiness is not what is waited for. */
    public void stand() {
        var before = candidacy();
        if (before.isPresent()) {
            before.get().standAgain();
            return;
        }
        var mine = elections.stand(role);
        synchronized (this) {
            candidacy = Optional.of(mine);
        }
        mine.onGranted(this::granted);
    }

    private void granted(Leadership lead) {
        synchronized (this) {
            if (!running.get() || !lead.isValid()) {
                return;
            }
            told = Optional.of(lead);
            events.publishEvent(new OnGrantedEvent(this, context, role));
        }
        lead.onLost(() -> revoked(lead));
    }

    private synchronized void revoked(Leadership lead) {
        if (told.filter(lead::equals).isPresent()) {
            revoked();
        }
    }

    private synchronized void revoked() {
        if (told.isPresent()) {
            told = Optional.empty();
            events.publishEvent(new OnRevokedEvent(this, context, role));
        }
    }

    @Override
    public void stop() {
        if (running.compareAndSet(true, false)) {
            revoked();
            candidacy().ifPresent(Elections.Candidacy::withdraw);
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    /** When leaders by annotation hand over: schedulers have stopped, the web server has not. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 512;
    }
}
