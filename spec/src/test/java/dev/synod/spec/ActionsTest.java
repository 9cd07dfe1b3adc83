package dev.synod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.paxos.Action;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The actions of the specification, the steps that the code names, and the methods that take them are the same. */
class ActionsTest {

    private static final Pattern DISJUNCT = Pattern.compile("\\b([A-Z][A-Za-z]+)\\(n\\b");
    private static final Pattern CODE = Pattern.compile("`([A-Za-z.]+)`");
    private static final Pattern METHOD = Pattern.compile("`([A-Z][A-Za-z]+)\\.([a-z][A-Za-z]+)`");

    /** A Restart that loses the office only: see the README. */
    private static final String STEP_DOWN = "StepDown";

    @Test
    void theReadmeNamesEveryActionAndNoOther() {
        var named = rows()
                .flatMap(row -> CODE.matcher(row.split("\\|", -1)[1]).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(actions());
    }

    @Test
    void theCodeTellsOfEveryActionAndNoOther() {
        var told = Stream.of(Action.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .filter(name -> !name.equals(STEP_DOWN))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(actions());
    }

    @TestFactory
    Stream<DynamicTest> theMethodsNamedExist() {
        return rows().map(row -> row.split("\\|", -1)).map(cells -> DynamicTest.dynamicTest(cells[1].trim(), () -> {
            var methods = METHOD.matcher(cells[2]).results().toList();
            assertThat(methods).isNotEmpty();
            for (var method : methods) {
                var type = Class.forName("dev.synod.paxos." + method.group(1));
                assertThat(Stream.of(type.getDeclaredMethods()).map(Method::getName)).contains(method.group(2));
            }
        }));
    }

    private static Set<String> actions() {
        var text = Expectations.text("MultiPaxos.tla");
        var next = text.substring(text.indexOf("\nNext =="), text.indexOf("\nSpec =="));
        return DISJUNCT.matcher(next)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("Due")) // what is proposed, not an action
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of the table that begins with the actions of MultiPaxos. */
    private static Stream<String> rows() {
        var text = Expectations.text("README.md");
        return text.substring(text.indexOf("| action of `MultiPaxos` |"))
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2);
    }
}
