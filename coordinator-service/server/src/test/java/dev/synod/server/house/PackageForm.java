package dev.synod.server.house;

import java.util.List;

/** The four lines in which a package introduces itself: purpose, door, imports, what to read first. */
final class PackageForm {

    private static final List<String> PARTS = List.of("/** ", "Door: ", "Imports: ", "Read first: ", "@NullMarked");

    private PackageForm() {}

    static List<Finding> missing(Source source) {
        if (!source.path().endsWith("package-info.java")) {
            return List.of();
        }
        var text = source.text().replaceAll("\\s*\\n \\* ?", " ");
        return PARTS.stream()
                .filter(part -> !text.contains(part))
                .map(part -> new Finding(source.path(), 1, "does not say " + part.strip()))
                .toList();
    }
}
