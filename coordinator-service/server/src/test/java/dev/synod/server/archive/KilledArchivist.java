package dev.synod.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets an archivist's process archive a growing ledger, kills it again and again while it works, and then reads back
 * everything.
 *
 * @param place a directory, or a database's URL
 * @param all events
 * @param rate of them a second
 */
record KilledArchivist(String place, String cluster, long all, long rate, int kills) {

    /** What an archive tells at once. */
    private static final int PAGE = 5_000;

    /** Returns how far the archive was behind at each look, from which a median can be told. */
    List<Long> run() throws Exception {
        long began = System.currentTimeMillis();
        var lags = new ArrayList<Long>();
        long reached = 0;
        for (int kill = 1; kill <= kills; kill++) {
            long goal = Math.max(reached + 1, all * kill / (kills + 1));
            var life = process(began);
            try (var said = life.inputReader()) {
                reached = follow(said, goal, lags);
            } finally {
                life.destroyForcibly().waitFor();
            }
            assertThat(life.exitValue()).as("killed while it worked").isEqualTo(137);
        }
        var last = process(began);
        try (var said = last.inputReader()) {
            follow(said, all, lags);
            assertThat(last.waitFor()).isZero();
        } finally {
            last.destroyForcibly().waitFor();
        }
        assertEachIsThereOnce();
        return lags;
    }

    private static long follow(BufferedReader said, long goal, List<Long> lags) throws IOException {
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            var numbers = line.split(" ", -1);
            long through = Long.parseLong(numbers[0]);
            if (through > 0) {
                lags.add(Long.parseLong(numbers[1]));
            }
            if (through >= goal) {
                return through;
            }
        }
        throw new AssertionError("the process ended by itself before " + goal);
    }

    /** Each at its place: none is missing, none is there twice, none was made up. */
    private void assertEachIsThereOnce() {
        try (var archive = Archive.open(ArchivistProcess.settings(place, cluster), Story::json)) {
            assertThat(archive.reached()).isEqualTo(new Position(all));
            long at = 0;
            while (at < all) {
                List<Event> page = archive.reader().after(new Position(at), EventQuery.ALL, PAGE);
                assertThat(page).isEqualTo(Story.between(at, Math.min(all, at + PAGE)));
                at += page.size();
            }
            assertThat(archive.reader().after(new Position(all), EventQuery.ALL, 1)).isEmpty();
        }
    }

    private Process process(long began) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ArchivistProcess.class.getName(),
                        place,
                        cluster,
                        Long.toString(all),
                        Long.toString(rate),
                        Long.toString(began))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
