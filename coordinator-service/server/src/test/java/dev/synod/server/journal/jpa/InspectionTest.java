package dev.synod.server.journal.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that cannot hold a journal is refused in one sentence, which says what to change. */
class InspectionTest {

    private final Rows rows = Rows.inTheSharedDatabase();
    private final Postgres postgres = rows.postgres();

    @ParameterizedTest
    @ValueSource(strings = {"off", "local", "remote_write"})
    void thatAnswersBeforeItHasWritten(String whenDone) {
        user("hasty", "alter role hasty set synchronous_commit = " + whenDone);

        assertThatThrownBy(() -> JpaJournal.open(as("hasty", postgres.url()), rows.identity()))
                .isInstanceOf(JournalRefused.class)
                .hasMessage("synod.journal.url=" + postgres.url() + " is a database with synchronous_commit=" + whenDone
                        + ", which forgets votes when it crashes: set it to on for this user, as in ALTER ROLE name SET"
                        + " synchronous_commit = on");
    }

    @Test
    void thatNeverWaitsForItsDisk() {
        var careless = Postgres.careless();
        try {
            assertThatThrownBy(() -> JpaJournal.open(careless.settings(), rows.identity()))
                    .isInstanceOf(JournalRefused.class)
                    .hasMessageContaining("is a database with fsync=off")
                    .hasMessageContaining("set fsync = on in postgresql.conf");
        } finally {
            careless.stop();
        }
    }

    @Test
    void thatDoesNotKnowTheUser() {
        assertThatThrownBy(() -> JpaJournal.open(as("nobody_at_all", postgres.url()), rows.identity()))
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining("synod.journal.username and synod.journal.password do not open")
                .hasMessageContaining("nobody_at_all");
    }

    @Test
    void thatIsNotThere() {
        var url = postgres.url().replace("/postgres", "/nowhere");

        assertThatThrownBy(() -> JpaJournal.open(as("postgres", url), rows.identity()))
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining("names a database that is not there");
    }

    @Test
    void thatCannotBeReachedIsAFailureWhichAnotherStartMayMend() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/synod";

        assertThatThrownBy(() -> JpaJournal.open(as("ada", url + "?password=secret"), rows.identity()))
                .isInstanceOf(JournalFailure.class)
                .hasMessageStartingWith("synod.journal.url=" + url + " cannot be reached")
                .hasMessageNotContaining("secret");
    }

    @Test
    void thatLetsTheUserMakeNoTables() {
        user("guest");
        postgres.execute("drop database if exists guarded", "create database guarded");

        var url = postgres.url().replace("/postgres", "/guarded");
        assertThatThrownBy(() -> JpaJournal.open(as("guest", url), rows.identity()))
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining("cannot be given the journal's tables (ERROR: permission denied")
                .hasMessageContaining("let synod.journal.username create tables");
    }

    @Test
    void othersMayHaveTablesBesideTheJournals() {
        postgres.execute("drop database if exists shared", "create database shared");
        var url = postgres.url().replace("/postgres", "/shared");
        var shared = new Rows(postgres.at("/shared"), rows.cluster());
        shared.postgres().execute("create table payouts (id bigint primary key)");

        try (var journal = JpaJournal.open(as("postgres", url), rows.identity())) {
            assertThat(Rows.memoryOf(journal)).isEmpty();
        }
        assertThat(shared.postgres().ask("select count(*) from payouts")).containsExactly("0");
    }

    private void user(String name, String... more) {
        postgres.execute("do $$ begin create role " + name + " login;"
                + " exception when duplicate_object then null; end $$");
        postgres.execute(more);
    }

    private static DatabaseSettings as(String user, String url) {
        return new DatabaseSettings(url, Optional.of(user), Optional.empty());
    }
}
