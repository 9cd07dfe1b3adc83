package dev.synod.server.journal;

import dev.synod.paxos.NodeId;
import dev.synod.server.journal.storage.JournalRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whose memory a data directory holds, and whose was set aside there: read without a claim, and without a check, to
 * know whom to open it for.
 *
 * @param now the node that lives here; empty where there is none, or it cannot be read
 * @param founding whether the directory is somebody's
 * @param before those who were set aside, oldest first; empty for one that cannot be read
 */
public record Occupants(Optional<NodeId> now, Founding founding, List<Optional<NodeId>> before) {

    private static final String IDENTITY = "identity";
    private static final String ASIDE = "damaged-";
    private static final String NODE = "node=";

    /** Whether anybody lives in a directory. */
    public enum Founding {
        FOUNDED,
        NOT
    }

    public Occupants {
        before = List.copyOf(before);
    }

    /** Those of {@code directory}, which may not be there. */
    public static Occupants of(Path directory) {
        try {
            var file = directory.resolve(IDENTITY);
            var founding = Files.exists(file) ? Founding.FOUNDED : Founding.NOT;
            return new Occupants(node(file), founding, aside(directory));
        } catch (IOException unreadable) {
            throw new JournalRefused("synod.node.data-dir=" + directory + " cannot be read (" + unreadable
                    + "): let this process read it, or set synod.node.data-dir to another directory", unreadable);
        }
    }

    public boolean isFounded() {
        return founding == Founding.FOUNDED;
    }

    /** Who lived here last before. */
    public Optional<NodeId> lastBefore() {
        return before.isEmpty() ? Optional.empty() : before.getLast();
    }

    /** Whether {@code node} lived here before, as far as can be known. */
    public boolean mayHaveBeen(NodeId node) {
        return before.contains(Optional.of(node)) || before.contains(Optional.<NodeId>empty());
    }

    /** All who are known to have lived here. */
    public List<NodeId> known() {
        var known = new ArrayList<NodeId>();
        now.ifPresent(known::add);
        before.forEach(node -> node.ifPresent(known::add));
        return known;
    }

    private static List<Optional<NodeId>> aside(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var aside = new TreeMap<Path, Optional<NodeId>>(Comparator.comparingInt(Occupants::number));
        try (var names = Files.newDirectoryStream(directory, ASIDE + "*")) {
            for (var path : names) {
                if (number(path) > 0) {
                    aside.put(path, node(path.resolve(IDENTITY)));
                }
            }
        }
        return List.copyOf(aside.values());
    }

    private static int number(Path aside) {
        var digits = aside.getFileName().toString().substring(ASIDE.length());
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private static Optional<NodeId> node(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.matches(NODE + "[1-9][0-9]{0,8}|" + NODE + "1[0-9]{9}|" + NODE + "20[0-9]{8}"))
                .map(line -> new NodeId(Integer.parseInt(line.substring(NODE.length()))))
                .findFirst();
    }
}
