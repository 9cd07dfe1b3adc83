package dev.synod.server.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a node takes of its machine. */
record Usage(long diskBytes, long residentBytes) {

    static Usage of(InstanceProcess node, Path data) {
        return new Usage(disk(data), node.residentBytes());
    }

    private static long disk(Path data) {
        try (var paths = Files.walk(data)) {
            return paths.mapToLong(Usage::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (NoSuchFileException goneMeanwhile) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return (diskBytes >> 20) + " MiB on disk, " + (residentBytes >> 20) + " MiB resident";
    }
}
