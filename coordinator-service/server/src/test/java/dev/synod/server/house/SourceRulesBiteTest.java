package dev.synod.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the sources, seen red on a few lines that break it, and content with a few that do not. */
class SourceRulesBiteTest {

    private static final String MAIN = "engine/src/main/java/";

    @Test
    void aLongLineIsReported() throws IOException {
        assertThat(findings("dev/synod/node/A.java", "package dev.synod.node; // " + "x".repeat(120)))
                .containsExactly("1: over 120 columns");
    }

    @Test
    void aLongFileIsReported() throws IOException {
        assertThat(findings("dev/synod/node/A.java", "package dev.synod.node;\n" + "\n".repeat(500)))
                .containsExactly("501: 501 lines");
    }

    @Test
    void aLongMethodIsReported() throws IOException {
        assertThat(findings("dev/synod/node/A.java", inType("void go() {" + "\n;".repeat(60) + "}")))
                .containsExactly("3: go has 61 lines");
        assertThat(findings("dev/synod/node/A.java", inType("void go() {" + "\n;".repeat(59) + "}"))).isEmpty();
        assertThat(findings("dev/synod/node/A.java", inType("@B(\"\"\"" + "\n".repeat(60) + "\"\"\")\nvoid go() {}")))
                .isEmpty();
    }

    @Test
    void aMethodOfManyParametersIsReportedButNoRecord() throws IOException {
        assertThat(findings("dev/synod/node/A.java", inType("void go(int a, int b, int c, int d, int e) {}")))
                .containsExactly("3: go takes 5: make a record");
        assertThat(findings("dev/synod/node/A.java", inType("record B(int a, int b, int c, int d, int e) {}")))
                .isEmpty();
    }

    @Test
    void aPublicBooleanParameterIsReportedButNoCondition() throws IOException {
        assertThat(findings("dev/synod/node/A.java", inType("public void go(boolean fast) {}")))
                .containsExactly("3: go takes a boolean: name the two cases");
        assertThat(findings("dev/synod/node/A.java", inType("public void check(boolean holds) {}"))).isEmpty();
        assertThat(findings("dev/synod/node/A.java", inType("void go(boolean fast) {}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LockManager, Manager", "AbstractNode, Abstract", "NodeImpl, Impl", "HoldDTO, DTO", "NodeUtils, Utils",
        "DefaultClock, Default", "BaseNode, Base", "NodeInfo, Info", "SlotData, Data", "LockHelper, Helper"
    })
    void aTypeWhoseNameSaysNothingIsReported(String name, String word) throws IOException {
        assertThat(findings("dev/synod/node/A.java", inType("class " + name + " {}")))
                .containsExactly("3: " + name + ": '" + word + "' does not say what it is");
    }

    @ParameterizedTest
    @CsvSource({"Database", "Informed", "Implied", "Basement", "Utility"})
    void aTypeWhoseNameOnlyLooksSoIsNot(String name) throws IOException {
        assertThat(findings("dev/synod/node/A.java", inType("class " + name + " {}"))).isEmpty();
    }

    @Test
    void aDefaultBesidePatternsInAPureRoomIsReported() throws IOException {
        var code = inType("int go(Object o) { return switch (o) { case String s -> 1; default -> 2; }; }");

        assertThat(findings("dev/synod/paxos/A.java", code.replace(".node", ".paxos")))
                .containsExactly("3: a default beside the members of a closed family");
        assertThat(findings("dev/synod/node/A.java", code)).isEmpty();
    }

    @Test
    void aDefaultBesideNamesOfAnEnumIsReportedButNotBesideNumbers() throws IOException {
        var code = inType("static final int TAG = 1;"
                        + " int go(E e) { return switch (e) { case %s -> 1; default -> 2; }; }")
                .replace(".node", ".paxos");

        assertThat(findings("dev/synod/paxos/A.java", code.formatted("GREEN"))).hasSize(1);
        assertThat(findings("dev/synod/paxos/A.java", code.formatted("3"))).isEmpty();
        assertThat(findings("dev/synod/paxos/A.java", code.formatted("TAG"))).isEmpty();
    }

    @Test
    void whatIsLeftForLaterIsReported() throws IOException {
        assertThat(findings("dev/synod/node/A.java", inType("// TO" + "DO: later\n// @auth" + "or me\n")))
                .containsExactly("3: left for later", "4: left for later");
    }

    @Test
    void aTestThatSleepsIsReported() throws IOException {
        var text = inType("void go() throws Exception { Thread.sle" + "ep(1); }");

        assertThat(of(Source.parse("engine/src/test/java/dev/synod/node/A.java", text))).containsExactly("3: sleeps");
    }

    @Test
    void aTestThatReadsTheLogBesideOthersIsReported() throws IOException {
        var path = "server/src/test/java/dev/synod/server/ops/A.java";
        var text = "package dev.synod.server.ops;\nclass A {\n  Object log = new Captured" + "Log();\n}\n";

        assertThat(of(Source.parse(path, text))).containsExactly("3: reads the log");
        assertThat(of(Source.parse(path, text.replace("class", "@Isolated(\"its log\")\nclass")))).isEmpty();
    }

    @Test
    void threadsInAPureRoomAreReported() throws IOException {
        var code = inType("void go() { synchro" + "nized (this) { } }").replace(".node", ".paxos");

        assertThat(findings("dev/synod/paxos/A.java", code)).containsExactly("3: speaks of threads");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "paxos | int term; | 'term': say *ballot*",
        "paxos | // the leader proposes | 'leader': say *president*",
        "paxos | int nextIndex; | 'Index': say *slot*",
        "paxos | // a log entry | 'log entry': say *decree*, in a *slot*",
        "node | int committedThrough; | 'committed': say *chosen*",
        "node | // each replica | 'replica': say *node*",
        "coordination | int epoch; | 'epoch': say *ballot*",
        "coordination | // the primary | 'primary': say *leader, or holder*"
    }, quoteCharacter = '"')
    void aWordForSomethingElseIsReportedWithOurs(String room, String text, String report) throws IOException {
        var code = inType(text + "\n").replace(".node", "." + room);

        assertThat(findings("dev/synod/" + room + "/A.java", code)).containsExactly("3: " + report);
    }

    @Test
    void aWordInItsOwnRoomIsNot() throws IOException {
        var elections = inType("long term; // of the leader\n").replace(".node", ".coordination");
        assertThat(findings("dev/synod/coordination/A.java", elections)).isEmpty();
        var jdk = inType("int go(String s) { return s.indexOf('a'); }").replace(".node", ".paxos");
        assertThat(findings("dev/synod/paxos/A.java", jdk)).isEmpty();
    }

    @Test
    void aPackageThatDoesNotIntroduceItselfIsReported() throws IOException {
        assertThat(findings("dev/synod/node/package-info.java", "/** A room. */\n@NullMarked\npackage dev.synod.node;"))
                .containsExactly("1: does not say Door:", "1: does not say Imports:", "1: does not say Read first:");
    }

    private static String inType(String body) {
        return "package dev.synod.node;\nclass A {\n" + body + "}";
    }

    private static List<String> findings(String path, String text) throws IOException {
        return of(Source.parse(MAIN + path, text));
    }

    private static List<String> of(Source source) {
        return SourceRules.all().values().stream()
                .flatMap(rule -> rule.apply(source).stream())
                .map(finding -> finding.line() + ": " + finding.what())
                .toList();
    }
}
