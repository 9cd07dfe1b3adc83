package dev.synod.server.house;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The checkout that the tests run in. */
final class Repository {

    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "synod-data", "states", ".idea", ".vscode", ".settings", "node_modules");

    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    /** Found upwards from where the tests run: the folder with the launcher. */
    static Repository here() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("synod")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return new Repository(folder);
            }
        }
        throw new IllegalStateException("no launcher above " + Path.of("").toAbsolutePath());
    }

    Path root() {
        return root;
    }

    /** All that is not built, fetched or stored by a run, by path from the root. */
    List<Path> files() throws IOException {
        try (var paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(Repository::isOurs)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOurs(Path path) {
        for (var part : path) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    Stream<Path> java() throws IOException {
        return files().stream().filter(path -> path.toString().endsWith(".java"));
    }

    /** The text of a file; empty where it is none. */
    Optional<String> text(Path path) throws IOException {
        try {
            return Optional.of(Files.readString(root.resolve(path)));
        } catch (MalformedInputException binary) {
            return Optional.empty();
        }
    }

    /** The texts of the files under a folder whose names end so, joined. */
    String textUnder(String folder, String... endings) throws IOException {
        var all = new StringBuilder();
        for (var path : files()) {
            if (path.startsWith(folder) && Stream.of(endings).anyMatch(path.toString()::endsWith)) {
                all.append(text(path).orElse("")).append('\n');
            }
        }
        return all.toString();
    }
}
