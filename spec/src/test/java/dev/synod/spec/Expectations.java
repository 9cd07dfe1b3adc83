package dev.synod.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The lists beside the models and mutants: a line each, columns separated by blanks, {@code #} begins a remark. */
final class Expectations {

    private Expectations() {}

    /** The lines of a list, split into their columns. */
    static List<List<String>> in(String list) {
        return text(list).lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.trim().split(" +", -1)))
                .toList();
    }

    /** Replaces the line that begins with {@code name}. */
    static synchronized void record(String list, String name, String line) {
        var lines = new ArrayList<String>();
        text(list).lines().forEach(old -> lines.add(old.startsWith(name + " ") ? line : old));
        try {
            Files.write(Tlc.SPEC.resolve(list), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the specification. */
    static String text(String path) {
        try {
            return Files.readString(Tlc.SPEC.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
