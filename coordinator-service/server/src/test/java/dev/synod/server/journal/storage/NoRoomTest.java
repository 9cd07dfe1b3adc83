package dev.synod.server.journal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A full disk is known by what Java says of it. */
class NoRoomTest {

    private static final long PLENTY = Long.MAX_VALUE;

    @Test
    void theSentencesOfSystemsAreKnown() {
        for (String sentence : List.of("No space left on device", "Disk quota exceeded")) {
            for (IOException failed :
                    List.of(new IOException(sentence), new FileSystemException("/data/file", null, sentence))) {
                assertThat(NoRoom.orElse(failed)).isInstanceOf(NoRoom.class).hasCause(failed);
                assertThat(NoRoom.orElse(failed, PLENTY, 1)).isInstanceOf(NoRoom.class);
            }
        }
    }

    @Test
    void everythingElseStaysWhatItIs() {
        for (IOException failed : List.of(
                new IOException("Input/output error"),
                new IOException(),
                new AccessDeniedException("/data/No space left on device"),
                new FileSystemException("/data/file", null, "Read-only file system"))) {
            assertThat(NoRoom.orElse(failed)).isSameAs(failed);
            assertThat(NoRoom.orElse(failed, PLENTY, 1)).isSameAs(failed);
        }
    }

    @Test
    void aWriteThatFailsWhereLessIsLeftThanItWantedMeansNoRoomInAnyLanguage() {
        IOException german = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
        assertThat(NoRoom.orElse(german, 100, 101)).isInstanceOf(NoRoom.class).hasCause(german);
        assertThat(NoRoom.orElse(german, 101, 101)).isSameAs(german);
    }
}
