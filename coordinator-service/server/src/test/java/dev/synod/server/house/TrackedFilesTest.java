package dev.synod.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does every file make sense on every machine? */
class TrackedFilesTest {

    /** The home of one machine's work; spelled in pieces, since this file is tracked too. */
    private static final Pattern MACHINE_PATH = Pattern.compile("(^|[^A-Za-z0-9._*])/(work|root|farm|home)/[a-z]");

    /** A registry's host; the names of XML schemas are no addresses that anybody fetches. */
    private static final Pattern REGISTRY =
            Pattern.compile("https?://(?!maven\\.apache\\.org/(POM|xsd)/)[^/ ]*(maven|npm|debian|pypi)[^/ ]*/");

    @Test
    void noneNamesThisMachineOrARegistry() throws IOException {
        var found = new ArrayList<String>();
        var repository = Repository.here();
        for (var path : repository.files()) {
            var lines = repository.text(path).orElse("").lines().toList();
            for (int line = 0; line < lines.size(); line++) {
                if (isBoundToAPlace(lines.get(line))) {
                    found.add(path + ":" + (line + 1) + ": " + lines.get(line).strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cd /wo" + "rk/main", "see /ro" + "ot/notes", "at /ho" + "me/me", "http://ma" + "ven.org/x"})
    void whatIsBoundToAPlaceIsFound(String line) {
        assertThat(isBoundToAPlace(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://maven.apache.org/POM/4.0.0", "target/work/x", "$HOME/.jdks", "http://localhost/"})
    void whatIsNotIsNot(String line) {
        assertThat(isBoundToAPlace(line)).isFalse();
    }

    private static boolean isBoundToAPlace(String line) {
        return List.of(MACHINE_PATH, REGISTRY).stream().anyMatch(pattern -> pattern.matcher(line).find());
    }
}
