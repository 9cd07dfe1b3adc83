package dev.synod.server.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What every Java file keeps to, by the rule's sentence. */
final class SourceRules {

    static final int COLUMNS = 120;
    static final int FILE_LINES = 500;

    /** Spelled in pieces: this file keeps the rule too. */
    private static final Pattern LEFT_FOR_LATER =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@auth" + "or\\b");

    private static final Pattern SLEEP =
            Pattern.compile("\\b(Thread|TimeUnit\\.\\w+|MILLISECONDS|SECONDS)\\.sle" + "ep\\(");
    private static final Pattern READS_LOG =
            Pattern.compile("new Captured" + "Log\\(|OutputCapture" + "Extension\\.class");
    private static final Pattern SHARED = Pattern.compile("\\bsynchro" + "nized\\b|\\bvola" + "tile\\b");

    private SourceRules() {}

    static Map<String, Function<Source, List<Finding>>> all() {
        var rules = new LinkedHashMap<String, Function<Source, List<Finding>>>();
        rules.put("a line has at most " + COLUMNS + " columns: two files stand side by side", SourceRules::columns);
        rules.put("a file has at most " + FILE_LINES + " lines: more is two ideas", SourceRules::fileLines);
        rules.put("a method fits a screen, and takes few things", source -> Shapes.of(source).methods());
        rules.put("a type is named after what it is", source -> Shapes.of(source).types());
        rules.put("a switch over a closed family has no default: a new case must break the build", Switches::defaults);
        rules.put("nothing is left for later in a comment: open an issue", SourceRules::leftForLater);
        rules.put("a test waits for a condition, it does not sleep", SourceRules::sleeps);
        rules.put("a test that reads its JVM's log runs alone: others set the log anew", SourceRules::readsLog);
        rules.put("a pure room has one thread, and says nothing about others", SourceRules::shared);
        rules.put("one word per idea", Words::misused);
        rules.put("a package introduces itself in four lines", PackageForm::missing);
        return rules;
    }

    private static List<Finding> columns(Source source) {
        return lines(source, line -> line.codePointCount(0, line.length()) > COLUMNS, "over " + COLUMNS + " columns");
    }

    private static List<Finding> fileLines(Source source) {
        var lines = source.text().lines().count();
        return lines > FILE_LINES ? List.of(new Finding(source.path(), lines, lines + " lines")) : List.of();
    }

    private static List<Finding> leftForLater(Source source) {
        return lines(source, line -> LEFT_FOR_LATER.matcher(line).find(), "left for later");
    }

    private static List<Finding> sleeps(Source source) {
        return source.isTest() ? lines(source, line -> SLEEP.matcher(line).find(), "sleeps") : List.of();
    }

    private static List<Finding> readsLog(Source source) {
        var isAlone = source.text().contains("@Iso" + "lated(") || !source.isIn("dev.synod.server");
        return isAlone ? List.of() : lines(source, line -> READS_LOG.matcher(line).find(), "reads the log");
    }

    private static List<Finding> shared(Source source) {
        return source.isPure() ? lines(source, line -> SHARED.matcher(line).find(), "speaks of threads") : List.of();
    }

    private static List<Finding> lines(Source source, Predicate<String> isWrong, String what) {
        var findings = new ArrayList<Finding>();
        var lines = source.text().lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            if (isWrong.test(lines.get(line))) {
                findings.add(new Finding(source.path(), line + 1L, what));
            }
        }
        return findings;
    }
}
