package dev.synod.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.server.journal.jpa.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the archivist follow the ledger, whoever presides? */
class ArchivistTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<AutoCloseable> closing = new ArrayList<>();

    @BeforeAll
    static void quiet() {
        Hush.libraries();
    }

    @AfterEach
    void close() throws Exception {
        for (var it : closing) {
            it.close();
        }
    }

    private ArchiveSettings own() {
        return ArchiveSettings.embedded("test", directory);
    }

    private static ArchiveSettings shared() {
        return ArchiveSettings.shared(
                "archivist-" + UUID.randomUUID(),
                Postgres.shared().url(),
                Optional.of("postgres"),
                Optional.of("postgres"));
    }

    private Archivist started(ArchiveSettings settings, ArchiveSource source) {
        var archivist = new Archivist(new GuardedArchive(settings, Story::json), source);
        closing.add(archivist);
        archivist.start();
        return archivist;
    }

    private static void awaitThrough(Archivist archivist, long position) {
        Await.until("through " + position, SOON, () -> archivist
                .standing()
                .through()
                .equals(new Position(position)));
    }

    private static void assertKept(ArchiveSettings settings, long through) {
        try (var archive = Archive.open(settings, Story::json)) {
            assertThat(archive.reader().after(Position.ZERO, EventQuery.ALL, 100_000))
                    .isEqualTo(Story.between(0, through));
        }
    }

    @Test
    void eventsWaitForADatabaseThatIsNotThereYet() {
        var source = new ScriptedSource();
        source.told = Optional.empty();
        var nowhere = ArchiveSettings.shared(
                "test", "jdbc:postgresql://127.0.0.1:1/synod", Optional.empty(), Optional.empty());
        started(nowhere, source);

        Await.until("the state is told", SOON, () -> source.told.equals(Optional.of(Position.ZERO)));
    }

    @Test
    void itArchivesWhatThereIsAndThenWhatComes() throws Exception {
        var source = new ScriptedSource();
        source.applied = 1_234;
        var archivist = started(own(), source);
        awaitThrough(archivist, 1_234);

        source.applied = 1_240;
        awaitThrough(archivist, 1_240);

        assertThat(archivist.standing())
                .isEqualTo(new ArchiveStanding(
                        ArchiveStanding.Duty.OURS, new Position(1_240), 0, 1_240, 0, Optional.empty()));
        close();
        assertKept(own(), 1_240);
    }

    @Test
    void aNewLifeGoesOnWhereTheLastOneEnded() throws Exception {
        var source = new ScriptedSource();
        source.applied = 700;
        awaitThrough(started(own(), source), 700);
        close();

        source.applied = 900;
        var archivist = started(own(), source);
        awaitThrough(archivist, 900);

        assertThat(archivist.standing().written()).isEqualTo(200);
        close();
        assertKept(own(), 900);
    }

    @Test
    void thePresidentTellsTheStateHowFarItIsAndNotTwiceTheSame() {
        var source = new ScriptedSource();
        source.applied = 10;
        awaitThrough(started(own(), source), 10);
        Await.until("it is told", SOON, () -> source.told.equals(Optional.of(new Position(10))));

        source.applied = 20;
        Await.until("it is told again", SOON, () -> source.told.equals(Optional.of(new Position(20))));

        assertThat(source.tellings).isSorted().doesNotHaveDuplicates().endsWith(new Position(20));
    }

    @Test
    void aNodeThatDoesNotPresideTellsNothing() {
        var source = new ScriptedSource();
        source.presiding = Optional.empty();
        source.applied = 10;

        awaitThrough(started(own(), source), 10);

        assertThat(source.tellings).isEmpty();
    }

    @Test
    void anArchiveThatBeginsIsToldToAStateThatBelievesInNone() {
        var source = new ScriptedSource();
        source.told = Optional.empty();

        started(own(), source);

        Await.until("it is told", SOON, () -> source.told.equals(Optional.of(Position.ZERO)));
    }

    @Test
    void whatTheStateNoLongerKeepsIsCounted() {
        var source = new ScriptedSource();
        source.applied = 10;
        source.trimmed = 4;

        var archivist = started(own(), source);
        awaitThrough(archivist, 10);

        assertThat(archivist.standing().missed()).isEqualTo(4);
    }

    @Test
    void ofTwoThatShareADatabaseTheOneThatPresidesWrites() throws Exception {
        var settings = shared();
        var one = new ScriptedSource();
        var two = new ScriptedSource();
        two.presiding = Optional.empty();
        one.applied = 5_000;
        two.applied = 5_000;
        var first = started(settings, one);
        var second = new Archivist(new GuardedArchive(settings, Story::json), two);
        awaitThrough(first, 5_000);
        assertThat(first.standing().written()).isEqualTo(5_000);

        // The first does not know yet that it is deposed when the second begins.
        two.presiding = Optional.of(new Mandate(2, 2));
        closing.add(second);
        two.applied = 9_000;
        second.start();
        awaitThrough(second, 9_000);
        two.applied = 9_500;
        one.applied = 9_600;
        awaitThrough(second, 9_500);

        assertThat(first.standing().written()).isEqualTo(5_000);
        assertThat(second.standing().written()).isEqualTo(4_500);
        close();
        assertKept(settings, 9_500);
    }

    @Test
    void readersAskInTheirOwnThreadAndHearWhenTheyCannot() {
        var guarded = new GuardedArchive(own(), Story::json);
        assertThatThrownBy(() -> guarded.ask(ArchiveReader::reached)).isInstanceOf(ArchiveUnavailable.class);

        var source = new ScriptedSource();
        source.applied = 10;
        var archivist = new Archivist(guarded, source);
        closing.add(archivist);
        archivist.start();
        awaitThrough(archivist, 10);

        Optional<Event> found = guarded.ask(reader -> reader.find(Story.event(7).id()));
        assertThat(found).contains(Story.event(7));
    }
}
