package dev.synod.server.house;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Does the README tell the truth? What it shows of HTTP is tried by {@code ReadmeIT}. */
class ReadmeTest {

    private static final String PROCESSES = "coordinator-service/server/src/test/java/dev/synod/server/processes/";

    /** Who runs each command of the README that is no curl, by file and by what stands there. */
    private static final Map<String, List<String>> RUN_BY = Map.ofEntries(
            entry("./synod demo", List.of(".ci/run", "./synod demo --once")),
            entry("mvn verify", List.of(".ci/run", "mvn -B -ntp verify")),
            entry("./synod server", List.of(PROCESSES + "ReadmeIT.java", "new ClusterOfProcesses(\"readme\", 1)")),
            entry(
                    "./synod lock nightly-report --wait 1m -- ./report.sh",
                    List.of(PROCESSES + "CommandLineIT.java", "\"--wait\"")),
            entry(
                    "./synod publish payouts payout.failed '{\"cents\":80}' --key order-9",
                    List.of(PROCESSES + "CommandLineIT.java", "run(\"publish\", \"orders\"")),
            entry(
                    "./synod events synod.locks --follow",
                    List.of(PROCESSES + "CommandLineIT.java", "start(\"events\", \"orders\", \"--follow\")")),
            entry("./synod waits", List.of(PROCESSES + "CommandLineIT.java", "run(\"waits\")")),
            entry("./synod status", List.of(PROCESSES + "CommandLineIT.java", "\"status\"")),
            entry(
                    "./synod server --synod.node.id=1"
                            + " --synod.cluster.members=1=10.0.0.1:7172,2=10.0.0.2:7172,3=10.0.0.3:7172",
                    List.of(PROCESSES + "ClusterOfProcesses.java", "\"--synod.cluster.members=\"")),
            entry(
                    "./synod server --synod.node.role=observer"
                            + " --synod.cluster.members=1=10.0.0.1:7172,2=10.0.0.2:7172",
                    List.of(PROCESSES + "LastingIT.java", "\"--synod.node.role=observer\"")),
            entry(
                    "./synod server --synod.node.id=4 --synod.peer.advertised=10.0.0.4:7172"
                            + " --synod.cluster.members=1=10.0.0.1:7172",
                    List.of(PROCESSES + "GrowthIT.java", "\"--synod.peer.advertised=")),
            entry("./synod members add 4 10.0.0.4:7172", List.of(PROCESSES + "GrowthIT.java", "\"add\"")),
            entry("./synod members remove 2", List.of(PROCESSES + "LastingIT.java", "\"remove\"")),
            entry("./synod transfer --to 3", List.of(PROCESSES + "LastingIT.java", "\"transfer\"")),
            entry("./synod snapshot backup.snapshot", List.of(PROCESSES + "LastingIT.java", "\"snapshot\"")),
            entry(
                    "./synod restore backup.snapshot --data-dir new --cluster-id two --node-id 1"
                            + " --members 1=10.0.0.1:7172",
                    List.of(PROCESSES + "LastingIT.java", "\"restore\"")),
            entry("./synod simulate --runs 20", List.of(".ci/run", "./synod simulate --runs")),
            entry("./synod simulate --seed 7", List.of(".ci/run", "./synod simulate --seed")),
            entry("./synod simulate --soak 10m", List.of(".ci/run", "./synod simulate --soak")));

    private static final Pattern PACKAGE = Pattern.compile("\\bdev\\.synod(\\.[a-z]\\w*)+");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private final Repository repository = Repository.here();

    @Test
    void isShortEnoughToBeRead() throws IOException {
        assertThat(Readme.ofThisCheckout().lines()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void everyCommandIsRunBySomebody() throws IOException {
        var commands = Readme.ofThisCheckout().commands().stream()
                .filter(command -> !command.startsWith("curl "))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(commands).containsExactlyInAnyOrderElementsOf(RUN_BY.keySet());
        for (var where : RUN_BY.values()) {
            assertThat(repository.text(Path.of(where.getFirst())).orElseThrow()).contains(where.getLast());
        }
    }

    @Test
    void itsMapShowsEveryRoomAndNoOther() throws IOException {
        var map = Readme.ofThisCheckout().blocks().stream()
                .flatMap(block -> block.lines().stream())
                .flatMap(line -> PACKAGE.matcher(line).results().map(match -> match.group()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(map).isEqualTo(rooms());
    }

    private Set<String> rooms() throws IOException {
        return repository.java()
                .map(path -> path.toString().replace('\\', '/'))
                .filter(path -> path.contains("/src/main/java/"))
                .map(path -> path.substring(path.indexOf("/src/main/java/") + 15, path.lastIndexOf('/')))
                .map(folder -> folder.replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whateverItNamesAsSpecifiedOrTestedIsThere() throws IOException {
        var names = repository.files().stream()
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Readme.ofThisCheckout().lines().stream()
                        .flatMap(line -> QUOTED.matcher(line).results().map(match -> match.group(1)))
                        .filter(name -> name.matches("\\w+\\.tla|\\w+(Test|IT|Checker)"))
                        .map(name -> name.endsWith(".tla") ? name : name + ".java"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(names).contains(name));
    }
}
