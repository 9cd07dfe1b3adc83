package dev.synod.server.wiring;

import dev.synod.node.Node;
import dev.synod.server.archive.ArchiveSettings;
import dev.synod.server.archive.Archivist;
import dev.synod.server.archive.GuardedArchive;
import dev.synod.server.ops.ArchiveHealth;
import dev.synod.server.ops.ArchiveMeters;
import dev.synod.server.shown.ShownEvent;
import dev.synod.server.wiring.archive.Archiving;
import dev.synod.server.wiring.archive.LocalLedger;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** The beans of an instance that keeps an archive. Where none is set, none of them is there. Not found by scanning. */
@ConditionalOnProperty(ArchivePlace.URL)
class ArchiveWiring {

    @Bean(destroyMethod = "") // the archivist closes it
    GuardedArchive archive(Memory memory, JsonMapper mapper) {
        ArchiveSettings settings = memory.plan().archive().orElseThrow();
        return new GuardedArchive(settings, content -> ShownEvent.json(content, mapper));
    }

    @Bean(destroyMethod = "") // Archiving closes it
    Archivist archivist(GuardedArchive archive, Node node) {
        return new Archivist(archive, new LocalLedger(node));
    }

    @Bean
    Archiving archiving(Archivist archivist) {
        return new Archiving(archivist);
    }

    @Bean("archiveHealthIndicator")
    ArchiveHealth archiveHealth(Archivist archivist) {
        return new ArchiveHealth(archivist::standing);
    }

    @Bean
    ArchiveMeters archiveMeters(Archivist archivist) {
        return new ArchiveMeters(archivist::standing);
    }
}
