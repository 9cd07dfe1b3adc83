package dev.synod.server.ops;

import dev.synod.server.archive.ArchiveStanding;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;

/** How the archive stands, in numbers. */
public final class ArchiveMeters implements MeterBinder {

    private final Supplier<ArchiveStanding> archive;

    /** Numbers of that archive. */
    public ArchiveMeters(Supplier<ArchiveStanding> archive) {
        this.archive = archive;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("synod.archive.slot", archive, it -> it.get().through().number())
                .description("how far the ledger is archived, as far as this node knows")
                .register(registry);
        Gauge.builder("synod.archive.lag", archive, it -> it.get().lag())
                .description("slots applied and not archived yet, where this node archives")
                .baseUnit("slots")
                .register(registry);
        Gauge.builder("synod.archive.failing", archive, it -> it.get().failure().isPresent() ? 1 : 0)
                .description("1 while the archive's database is left alone because it fails")
                .register(registry);
        FunctionCounter.builder("synod.archive.events", archive, it -> it.get().written())
                .description("events that this node archived")
                .register(registry);
        FunctionCounter.builder("synod.archive.missed", archive, it -> it.get().missed())
                .description("events that were trimmed before this node could archive them")
                .register(registry);
    }
}
